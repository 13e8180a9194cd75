using System.Text.Json;
using WorkDistribution.Cli.Scenario;
using WorkDistribution.Cli.Scenario.BlackFriday;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class BlackFridayScenarioTests
{
    [Fact]
    public async Task Scenario_black_friday_leaves_the_hot_product_to_one_worker_before_and_spreads_it_after()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var scale = new BlackFridayScale { Workers = 3, Threads = 2, CelebrityOrders = 240, OtherOrders = 4, OrderMs = 50, DeadlineMs = 3000 };

        var exitCode = await new BlackFridayScenario(scale).RunAsync(new ScenarioSettings(Url: null, Json: true), output, error, deadline.Token);

        Assert.True(exitCode == ExitCode.Done, error.ToString());
        using var figures = JsonDocument.Parse(output.ToString());
        var (before, after) = (figures.RootElement.GetProperty("before"), figures.RootElement.GetProperty("after"));
        Assert.Equal((244, 244), (before.GetProperty("orders").GetInt32(), after.GetProperty("orders").GetInt32()));
        Assert.Equal([240, 0, 0], ByWorker(before));
        Assert.Equal(0, Taken(before));

        // However fast the machine: 240 orders of 50 ms on the two threads of one worker.
        Assert.True(before.GetProperty("elapsedMs").GetDouble() > 5800, output.ToString());
        Assert.InRange(before.GetProperty("utilisation").GetDouble(), 0, 0.4);
        Assert.Equal(240, ByWorker(after).Sum());
        Assert.True(ByWorker(after)[1] > 0 && Taken(after) > 0, output.ToString());
        Assert.All([before, after], static run => Assert.InRange(run.GetProperty("successRate").GetDouble(), 0, 1));

        static List<int> ByWorker(JsonElement run) => [.. run.GetProperty("celebrityOrdersByWorker").EnumerateArray().Select(static orders => orders.GetInt32())];

        static long Taken(JsonElement run) => run.GetProperty("stolenOrders").GetInt64() + run.GetProperty("movedOrders").GetInt64();
    }
}
