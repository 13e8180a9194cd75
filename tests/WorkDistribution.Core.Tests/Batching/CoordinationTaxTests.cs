using CsCheck;
using WorkDistribution.Core.Batching;

namespace WorkDistribution.Core.Tests.Batching;

public sealed class CoordinationTaxTests
{
    private static readonly Gen<TimeSpan> _spans = Gen.Long[0, TimeSpan.TicksPerHour].Select(TimeSpan.FromTicks);

    [Theory]
    [InlineData(16, 4, 1)]
    [InlineData(15, 4, 2)]
    [InlineData(1, 20, 80)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 20, int.MaxValue)]
    public void Fifth_of_the_time_at_most_takes_work_for_four_times_the_overhead(int perItemMs, int overheadMs, int expected) =>
        Assert.Equal(expected, CoordinationTax.SmallestBatch(TimeSpan.FromMilliseconds(perItemMs), TimeSpan.FromMilliseconds(overheadMs), 0.2));

    [Fact]
    public void Smallest_batch_keeps_the_limit_and_one_item_less_does_not() =>
        Gen.Select(_spans, _spans, Gen.Double[0.01, 0.99]).Sample(static (perItem, overhead, limit) =>
        {
            var batch = CoordinationTax.SmallestBatch(perItem, overhead, limit);
            if (batch == int.MaxValue)
            {
                Assert.True(CoordinationTax.Of(int.MaxValue - 1, perItem, overhead) > limit);
                return;
            }

            // A hair of room for rounding.
            Assert.InRange(CoordinationTax.Of(batch, perItem, overhead), 0, limit + 1e-9);
            Assert.True(batch == 1 || CoordinationTax.Of(batch - 1, perItem, overhead) > limit - 1e-9);
        });

    [Fact]
    public void Tax_falls_as_batches_grow() =>
        Gen.Select(_spans, _spans, Gen.Int[1, 1_000_000], Gen.Int[1, 1_000_000]).Sample(static (perItem, overhead, items, more) =>
        {
            var tax = CoordinationTax.Of(items, perItem, overhead);
            Assert.InRange(tax, 0, 1);
            Assert.InRange(CoordinationTax.Of(items + more, perItem, overhead), 0, tax);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Limit_must_leave_room_for_both(double limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinationTax.SmallestBatch(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), limit));
}
