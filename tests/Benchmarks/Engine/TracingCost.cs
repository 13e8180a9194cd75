using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>The same fan-out with and without somebody who records its spans, in turns, so that the machine's noise meets both.</summary>
internal static class TracingCost
{
    /// <summary>Median times in microseconds for an activity.</summary>
    public static async Task<(double Off, double On)> MeasureAsync(int activities, int rounds, CancellationToken cancellationToken)
    {
        List<double> off = [];
        List<double> on = [];
        for (var round = 0; round < rounds; round++)
        {
            off.Add((await FanOutBenchmark.MeasureAsync(activities, cancellationToken)).TotalMicroseconds / activities);
            using var listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == EngineTelemetry.ActivitySourceName,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            };
            ActivitySource.AddActivityListener(listener);
            on.Add((await FanOutBenchmark.MeasureAsync(activities, cancellationToken)).TotalMicroseconds / activities);
        }

        return (BenchmarkReport.Median(off), BenchmarkReport.Median(on));
    }
}
