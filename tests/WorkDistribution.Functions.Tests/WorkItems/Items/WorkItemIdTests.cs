using CsCheck;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems.Items;

public sealed class WorkItemIdTests
{
    private const string Valid = "1-s03-0639000000000000000-k2x7abcdefgh";

    private static readonly Gen<WorkItemId> Ids = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 99], Gen.Bool, Gen.DateTimeOffset,
        (level, number, isLane, due) => WorkItemId.Create(isLane ? WorkItemId.LanePartition(level, number) : WorkItemId.ShardPartition(level, number), due));

    [Fact]
    public void Text_can_be_read_back() => Ids.Sample(id =>
    {
        Assert.True(WorkItemId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    });

    [Fact]
    public void Rows_sort_by_due_time() => Gen.Select(Gen.DateTimeOffset, Gen.DateTimeOffset).Sample((a, b) =>
    {
        var (first, second) = (WorkItemId.Create("1-s00", a), WorkItemId.Create("1-s00", b));
        if (a.UtcTicks != b.UtcTicks)
        {
            Assert.Equal(Math.Sign(a.UtcTicks.CompareTo(b.UtcTicks)), Math.Sign(string.CompareOrdinal(first.RowKey, second.RowKey)));
        }

        Assert.Equal(a.UtcTicks, first.DueTicks);
    });

    [Fact]
    public void Id_tells_its_level() => Ids.Sample(id => Assert.Equal(int.Parse(id.Partition.AsSpan(0, 1), System.Globalization.CultureInfo.InvariantCulture), id.Level));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(Valid + "a")]
    [InlineData("a-s03-0639000000000000000-k2x7abcdefgh")]
    [InlineData("1-x03-0639000000000000000-k2x7abcdefgh")]
    [InlineData("1-s0a-0639000000000000000-k2x7abcdefgh")]
    [InlineData("1-s03_0639000000000000000-k2x7abcdefgh")]
    [InlineData("1-s03-9999999999999999999-k2x7abcdefgh")]
    [InlineData("1-s03-063900000000000000a-k2x7abcdefgh")]
    [InlineData("1-s03-0639000000000000000-k2x7abcdefgH")]
    [InlineData("1-s03-0639000000000000000-k2x7abcdef'h")]
    [InlineData("1-s03-0639000000000000000-k2x7abcdefg1")]
    public void Anything_else_is_refused(string? text) => Assert.False(WorkItemId.TryParse(text, out _));

    [Fact]
    public void Any_change_of_a_character_is_refused_or_another_id() => Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Char.AlphaNumeric).Sample((at, c) =>
    {
        var text = Valid[..at] + c + Valid[(at + 1)..];
        Assert.True(!WorkItemId.TryParse(text, out var id) || id.ToString() == text);
    });
}
