using CsCheck;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class TargetBasedScalerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(30);

    // Lengths on both sides of whole multiples of the target, and far beyond the maximum.
    private static readonly Gen<long> Length = Gen.OneOf(Gen.Long[0, 200], Gen.Long[0, long.MaxValue]);

    private static readonly Gen<(int Minimum, int Maximum, int Target)> Bounds =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 10], Gen.Int[1, 32], (minimum, more, target) => (minimum, minimum + more, target));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(16, 1)]
    [InlineData(17, 2)]
    [InlineData(160, 10)]
    [InlineData(161, 10)]
    [InlineData(long.MaxValue, 10)]
    public void Needed_is_the_length_divided_by_the_target_rounded_up_within_the_bounds(long length, int expected) =>
        Assert.Equal(expected, new TargetBasedScaler(0, 10, 16, CoolDown).Needed(length));

    [Fact]
    public void Needed_suffices_and_one_fewer_would_not() => Gen.Select(Bounds, Length).Sample((bounds, length) =>
    {
        var needed = Create(bounds).Needed(length);

        Assert.InRange(needed, bounds.Minimum, bounds.Maximum);
        Assert.True(needed == bounds.Maximum || (decimal)needed * bounds.Target >= length);
        Assert.True(needed == bounds.Minimum || (decimal)(needed - 1) * bounds.Target < length);
    });

    [Fact]
    public void Decide_never_leaves_the_bounds_grows_at_once_and_shrinks_only_after_a_cool_down_to_what_was_needed_in_it() =>
        Gen.Select(Bounds, Length.Array[1, 60]).Sample((bounds, lengths) =>
        {
            var scaler = Create(bounds);
            var current = bounds.Minimum;
            var window = new List<int>();
            for (var i = 0; i < lengths.Length; i++)
            {
                var needed = scaler.Needed(lengths[i]);
                var decided = scaler.Decide(lengths[i], current, Interval * i);
                window = needed >= current ? [] : [.. window, needed];

                Assert.InRange(decided, bounds.Minimum, bounds.Maximum);
                if (needed >= current)
                {
                    Assert.Equal(needed, decided);
                }
                else if (decided != current)
                {
                    Assert.True(Interval * (window.Count - 1) >= CoolDown, "It shrank before the cool-down was over.");
                    Assert.Equal(window.Max(), decided);
                    window = [];
                }

                current = decided;
            }
        });

    [Fact]
    public void Decide_settles_at_what_a_steady_queue_needs_after_one_cool_down() => Gen.Select(Bounds, Length, Length).Sample((bounds, first, steady) =>
    {
        var scaler = Create(bounds);
        var current = scaler.Decide(first, bounds.Minimum, TimeSpan.Zero);
        for (var now = TimeSpan.Zero; now <= CoolDown + Interval; now += Interval)
        {
            current = scaler.Decide(steady, current, now);
        }

        Assert.Equal(scaler.Needed(steady), current);
    });

    [Theory]
    [InlineData(-1, 1, 1, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 1, 1, -1)]
    public void Constructor_refuses_what_is_out_of_bounds(int minimum, int maximum, int target, int coolDown) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetBasedScaler(minimum, maximum, target, TimeSpan.FromSeconds(coolDown)));

    private static TargetBasedScaler Create((int Minimum, int Maximum, int Target) bounds) =>
        new(bounds.Minimum, bounds.Maximum, bounds.Target, CoolDown);
}
