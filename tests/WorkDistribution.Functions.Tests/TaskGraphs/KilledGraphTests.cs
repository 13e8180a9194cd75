using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.TaskGraphs;

/// <summary>A graph in the middle of which the process is killed or stopped.</summary>
public sealed class KilledGraphTests
{
    private const string Graph =
        """
        {"nodes":[
          {"id":"first","handler":"sha256","payload":{"text":"a","rounds":1}},
          {"id":"slow","handler":"sleep","payload":{"milliseconds":1500}},
          {"id":"last","handler":"sha256","payload":{"text":{"$output":"first","path":"sha256"},"rounds":1}}],
         "edges":[["first","last"],["slow","last"]]}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Graph_goes_on_after_a_kill_or_a_stop_and_keeps_what_was_done(bool isKilled)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var folder = new TempFolder();
        string id;
        await using (var app = await FunctionAppProcess.StartAsync(folder, TaskGraphAppFixture.Functions))
        {
            id = await app.Client.StartGraphAsync(Graph, deadline.Token);
            await WaitForFirstNodeAsync(app.Client, id, deadline.Token);
            await (isKilled ? app.KillAsync() : app.StopAsync());
        }

        await using var again = await FunctionAppProcess.StartAsync(folder, TaskGraphAppFixture.Functions);
        using var response = await again.Client.WaitForGraphAsync(id, deadline.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(deadline.Token);
        Assert.Equal("COMPLETED", result.GetProperty("state").GetString());
        Assert.All(result.GetProperty("nodes").EnumerateArray(), static node => Assert.Equal("COMPLETED", node.GetProperty("state").GetString()));
    }

    private static async Task WaitForFirstNodeAsync(HttpClient client, string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            var status = await client.GetFromJsonAsync<JsonElement>($"api/graphs/{id}", cancellationToken);
            if (status.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress && progress.GetProperty("completed").GetInt32() >= 1)
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
