using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Orchestration;

public sealed class BackupTaskTests : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly TaskCompletionSource _release = new();
    private readonly MapReduceApp _app;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));

    public BackupTaskTests() => _app = new MapReduceApp(services => services.AddMapReduceJob("stuck", _ => new StuckLineCount(_attempts, _release.Task)));

    [Fact]
    public async Task Split_that_is_stuck_gets_a_backup_and_the_count_is_exact()
    {
        for (var i = 0; i < 8; i++)
        {
            _app.Folder.Write($"in/{i}.txt", (i == 2 ? "stuck" : $"line {i}").PadRight(1024));
        }

        await using var durable = new DurableMapReduce(_app);
        await durable.Host.StartAsync(_deadline.Token);
        try
        {
            var instance = await durable.RunAsync(_app.Request("stuck") with { BackupTasks = true }, _deadline.Token);

            Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
            Assert.Equal((8, 8), (instance.ReadOutputAs<MapReduceOutcome>()!.TotalCount, instance.ReadOutputAs<MapReduceOutcome>()!.Splits));
            Assert.Equal(2, _attempts["stuck"]);
        }
        finally
        {
            _release.SetResult();
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _app.Dispose();
    }

    /// <summary>Counts lines; the first attempt at the line <c>stuck</c> stands still until it is released.</summary>
    private sealed class StuckLineCount(ConcurrentDictionary<string, int> attempts, Task release) : CountingJob
    {
        public override void Map(in MapRecord record, CountEmitter emit)
        {
            if (record.Text.StartsWith("stuck", StringComparison.Ordinal) && attempts.AddOrUpdate("stuck", 1, static (_, count) => count + 1) == 1)
            {
                release.Wait(TimeSpan.FromMinutes(1));
            }

            emit.Add("lines"u8);
        }
    }
}
