using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.TaskGraphs;

/// <summary>Task graphs over HTTP, in the app's own process.</summary>
public sealed class TaskGraphHttpTests(TaskGraphAppFixture app) : IClassFixture<TaskGraphAppFixture>, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Photo_graph_of_the_seed_runs_along_its_critical_path()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"nodes":[
              {"id":"resize","handler":"sleep","payload":{"milliseconds":500},"expectedMs":500},
              {"id":"thumbnails","handler":"sleep","payload":{"milliseconds":300},"expectedMs":300},
              {"id":"filters","handler":"sleep","payload":{"milliseconds":400},"expectedMs":400},
              {"id":"metadata","handler":"sleep","payload":{"milliseconds":100},"expectedMs":100},
              {"id":"store","handler":"sleep","payload":{"milliseconds":200},"expectedMs":200}],
             "edges":[["resize","thumbnails"],["resize","filters"],["thumbnails","store"],["filters","store"],["metadata","store"]]}
            """,
            _deadline.Token);

        Assert.Equal("COMPLETED", result.GetProperty("state").GetString());
        Assert.Equal((1500, 1100), (result.GetProperty("sequentialMs").GetDouble(), result.GetProperty("criticalPathMs").GetDouble()));
        Assert.Equal("""["resize","filters","store"]""", result.GetProperty("criticalPath").GetRawText());

        // Not how fast: that what can run side by side did, and nothing before its inputs. The 10 % of the issue are the scenario's to show.
        var nodes = result.GetProperty("nodes").EnumerateArray().ToDictionary(static node => node.GetProperty("id").GetString()!);
        Assert.True(Start("thumbnails") >= End("resize") && Start("filters") >= End("resize"));
        Assert.True(Start("store") >= End("filters") && Start("store") >= End("thumbnails") && Start("store") >= End("metadata"));
        Assert.True(Start("metadata") < End("resize") && Start("thumbnails") < End("filters") && Start("filters") < End("thumbnails"));
        Assert.InRange(result.GetProperty("utilisation").GetDouble(), 0.01, 1);
        Assert.Equal(5, result.GetProperty("gantt").GetArrayLength());

        double Start(string id) => nodes[id].GetProperty("startMs").GetDouble();
        double End(string id) => nodes[id].GetProperty("endMs").GetDouble();
    }

    [Fact]
    public async Task Results_flow_along_edges()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"nodes":[
              {"id":"first","handler":"sha256","payload":{"text":"a","rounds":1}},
              {"id":"second","handler":"sha256","payload":{"text":{"$output":"first","path":"sha256"},"rounds":1}}],
             "edges":[["first","second"]]}
            """,
            _deadline.Token);

        var nodes = result.GetProperty("nodes");
        var first = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a"u8));
        Assert.Equal(first, nodes[0].GetProperty("output").GetProperty("sha256").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(first))),
            nodes[1].GetProperty("output").GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Failed_node_cancels_its_dependants_names_them_and_lets_the_rest_go_on()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"nodes":[
              {"id":"bad","handler":"flaky","payload":{"failures":5}},
              {"id":"child","handler":"sleep","payload":{"milliseconds":1}},
              {"id":"grandchild","handler":"sleep","payload":{"milliseconds":1}},
              {"id":"other","handler":"sleep","payload":{"milliseconds":1}}],
             "edges":[["bad","child"],["child","grandchild"]]}
            """,
            _deadline.Token);

        Assert.Equal("FAILED", result.GetProperty("state").GetString());
        Assert.Equal(
            ["bad FAILED ", "child CANCELLED bad", "grandchild CANCELLED bad", "other COMPLETED "],
            result.GetProperty("nodes").EnumerateArray().Select(static node =>
                $"{node.GetProperty("id").GetString()} {node.GetProperty("state").GetString()} {node.GetProperty("cancelledBy").GetString()}"));
        Assert.NotEmpty(result.GetProperty("nodes")[0].GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Handler_of_a_node_that_is_tried_again_knows_which_attempt_it_is()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"nodes":[
              {"id":"once","handler":"flaky","payload":{"failures":1},"maxAttempts":2},
              {"id":"too-often","handler":"flaky","payload":{"failures":2},"maxAttempts":2}]}
            """,
            _deadline.Token);

        var nodes = result.GetProperty("nodes");
        Assert.Equal(2, nodes[0].GetProperty("output").GetProperty("attempt").GetInt32());
        Assert.Equal("FAILED", nodes[1].GetProperty("state").GetString());
        Assert.StartsWith("Failure 2 of 2", nodes[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrency_limit_of_one_runs_one_node_at_a_time_the_longest_way_first()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"maxParallel":1,"nodes":[
              {"id":"short","handler":"sleep","payload":{"milliseconds":5},"expectedMs":5},
              {"id":"long","handler":"sleep","payload":{"milliseconds":10},"expectedMs":10},
              {"id":"longest","handler":"sleep","payload":{"milliseconds":5},"expectedMs":5},
              {"id":"tail","handler":"sleep","payload":{"milliseconds":20},"expectedMs":20}],
             "edges":[["longest","tail"]]}
            """,
            _deadline.Token);

        var bars = result.GetProperty("gantt").EnumerateArray().ToList();
        Assert.Equal(["longest", "tail", "long", "short"], bars.Select(static bar => bar.GetProperty("id").GetString()));
        Assert.All(bars, static bar => Assert.Equal(0, bar.GetProperty("row").GetInt32()));
        Assert.Equal(1, result.GetProperty("workers").GetInt32());
    }

    [Fact]
    public async Task Photo_handlers_do_real_image_work()
    {
        var result = await app.Client.RunGraphAsync(
            """
            {"nodes":[
              {"id":"upload","handler":"photo-generate","payload":{"width":320,"height":240}},
              {"id":"resize","handler":"photo-resize","payload":{"photo":{"$output":"upload","path":"photo"}}},
              {"id":"metadata","handler":"photo-metadata","payload":{"photo":{"$output":"upload","path":"photo"}}},
              {"id":"thumbnails","handler":"photo-thumbnails","payload":{"photo":{"$output":"resize","path":"photo"}}},
              {"id":"filters","handler":"photo-filters","payload":{"photo":{"$output":"resize","path":"photo"}}},
              {"id":"store","handler":"photo-store","payload":{"resized":{"$output":"resize"},"thumbnails":{"$output":"thumbnails","path":"photos"},
                "filtered":{"$output":"filters","path":"photos"},"metadata":{"$output":"metadata"}}}],
             "edges":[["upload","resize"],["upload","metadata"],["resize","thumbnails"],["resize","filters"],["resize","store"],
               ["thumbnails","store"],["filters","store"],["metadata","store"]]}
            """,
            _deadline.Token);

        Assert.True(result.GetProperty("state").GetString() == "COMPLETED", result.GetRawText());
        var outputs = result.GetProperty("nodes").EnumerateArray().ToDictionary(static node => node.GetProperty("id").GetString()!, static node => node.GetProperty("output"));
        Assert.Equal(("jpeg", 320), (outputs["metadata"].GetProperty("format").GetString(), outputs["metadata"].GetProperty("width").GetInt32()));
        Assert.Equal([320, 320, 150, 64], outputs["thumbnails"].GetProperty("photos").EnumerateArray().Select(static photo => photo.GetProperty("width").GetInt32()));
        Assert.Equal(3, outputs["filters"].GetProperty("photos").GetArrayLength());
        Assert.Equal(8, outputs["store"].GetProperty("photos").GetInt32());
        Assert.True(File.Exists(Path.Combine(outputs["store"].GetProperty("location").GetString()!, "album.json")));
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "nodes")]
    [InlineData("""{"nodes":[]}""", "nodes")]
    [InlineData("""{"nodes":[5]}""", "nodes[0]")]
    [InlineData("""{"nodes":[{"handler":"sleep","payload":{"milliseconds":1}}]}""", "nodes[0].id")]
    [InlineData("""{"nodes":[{"id":"a"}]}""", "nodes[0].handler")]
    [InlineData("""{"nodes":[{"id":"a","handler":"none"}]}""", "nodes[0].handler")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":"x"}}]}""", "nodes[0].payload.milliseconds")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1},"expectedMs":-1}]}""", "nodes[0].expectedMs")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1},"x":1}]}""", "nodes[0].x")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}},{"id":"a","handler":"sleep","payload":{"milliseconds":1}}]}""", "nodes[1].id")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}}],"edges":[["a","b"]]}""", "edges[0]")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}}],"edges":[["a"]]}""", "edges[0]")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}}],"edges":[["a","a"]]}""", "edges")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}},{"id":"b","handler":"sha256","payload":{"text":{"$output":"a"},"rounds":1}}]}""", "nodes[1].payload")]
    [InlineData("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}}],"maxParallel":0}""", "maxParallel")]
    public async Task Bad_graph_is_refused_with_the_field(string body, string field)
    {
        using var response = await app.Client.PostGraphAsync(body, _deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(static error => error.Name));
    }

    [Fact]
    public async Task Cycle_is_refused_with_its_path()
    {
        using var response = await app.Client.PostGraphAsync(
            """
            {"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":1}},{"id":"b","handler":"sleep","payload":{"milliseconds":1}}],"edges":[["a","b"],["b","a"]]}
            """,
            _deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches("a → b → a|b → a → b", await response.Content.ReadAsStringAsync(_deadline.Token));
    }

    [Theory]
    [InlineData("GET", "none")]
    [InlineData("DELETE", "none")]
    [InlineData("GET", "@transactionaccount@ada")]
    [InlineData("DELETE", "@transactionaccount@ada")]
    public async Task Unknown_graph_is_not_found(string method, string id)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"api/graphs/{id}");
        using var response = await app.Client.SendAsync(request, _deadline.Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Cancelled_graph_ends_as_a_conflict_that_says_so()
    {
        var id = await app.Client.StartGraphAsync("""{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":60000}}]}""", _deadline.Token);

        using var cancelled = await app.Client.DeleteAsync($"api/graphs/{id}", _deadline.Token);
        using var result = await app.Client.WaitForGraphAsync(id, _deadline.Token);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (cancelled.StatusCode, result.StatusCode));
        Assert.Contains("Cancelled by request", await result.Content.ReadAsStringAsync(_deadline.Token), StringComparison.Ordinal);
    }

    public void Dispose() => _deadline.Dispose();
}
