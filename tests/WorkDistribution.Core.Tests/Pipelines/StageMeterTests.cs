using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Core.Tests.Pipelines;

public sealed class StageMeterTests
{
    [Fact]
    public void Mean_queue_is_weighted_by_time()
    {
        var meter = new StageMeter();

        meter.Observe(TimeSpan.FromSeconds(0), 4, 0);
        meter.Observe(TimeSpan.FromSeconds(1), 0, 3);
        meter.Observe(TimeSpan.FromSeconds(4), 2, 1);

        Assert.Equal(1.0, meter.MeanQueue);
        Assert.Equal((4, 3), (meter.MaxQueue, meter.MaxAhead));
    }

    [Fact]
    public void Utilisation_is_busy_time_over_places_and_time()
    {
        var meter = new StageMeter();

        meter.AddBusy(TimeSpan.FromSeconds(3));
        meter.Complete(30);

        Assert.Equal(0.75, meter.Utilisation(2, TimeSpan.FromSeconds(2)));
        Assert.Equal(15, meter.Throughput(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Pipeline_that_took_no_time_has_no_rates()
    {
        var meter = new StageMeter();

        Assert.Equal((0.0, 0.0, 0.0), (meter.MeanQueue, meter.Utilisation(1, TimeSpan.Zero), meter.Throughput(TimeSpan.Zero)));
    }
}
