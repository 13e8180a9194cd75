using System.Text.Json;
using WorkDistribution.Cli.Scenario;
using WorkDistribution.Cli.Scenario.SocialPosts;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class SocialPostsScenarioTests
{
    [Fact]
    public async Task Scenario_social_posts_loses_posts_before_and_none_after()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var scale = new SocialPostsScale
        {
            AnalysisMs = 5,
            MaxConnections = 10,
            SequentialPosts = 10,
            NaivePosts = 400,
            Threads = 100,
            BatchSize = 100,
            Batches = 30,
            Pool = 4,
            QueuedBatches = 2,
        };

        var exitCode = await new SocialPostsScenario(scale).RunAsync(new ScenarioSettings(Url: null, Json: true), output, error, deadline.Token);

        Assert.True(exitCode == ExitCode.Done, error.ToString());
        using var figures = JsonDocument.Parse(output.ToString());
        var (one, naive, system) = (Of("sequential"), Of("naive"), Of("system"));
        Assert.Equal((10, 0, 1), (one.GetProperty("saved").GetInt32(), one.GetProperty("failed").GetInt32(), one.GetProperty("peakConnections").GetInt32()));

        // The database takes ten connections of a hundred threads.
        Assert.Equal(400, naive.GetProperty("saved").GetInt32() + naive.GetProperty("failed").GetInt32());
        Assert.InRange(naive.GetProperty("failed").GetInt32(), 1, 399);
        Assert.Equal(10, naive.GetProperty("peakConnections").GetInt32());
        Assert.Equal(400, naive.GetProperty("peakBacklog").GetInt32());

        // Four workers, six batches at most, and the others waited outside.
        Assert.True(Of("allScoresExact").GetBoolean());
        Assert.Equal((3000, 0), (system.GetProperty("saved").GetInt32(), system.GetProperty("refusedConnections").GetInt32()));

        // One that a worker closed and replaced counts until the database has seen its end.
        Assert.InRange(system.GetProperty("peakConnections").GetInt32(), 1, 2 * 4);
        Assert.InRange(system.GetProperty("peakBacklog").GetInt64(), 100, 600);
        Assert.True(Of("refusals").GetInt32() > 0);
        Assert.Equal((1736, 17), ((int)Of("seedSequentialDays").GetDouble(), (int)Of("seedHundredfoldDays").GetDouble()));

        JsonElement Of(string name) => figures.RootElement.GetProperty(name);
    }
}
