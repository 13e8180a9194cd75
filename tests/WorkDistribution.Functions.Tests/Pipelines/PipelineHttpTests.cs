using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Pipelines;

/// <summary>The feature over HTTP, in the app's own process.</summary>
public sealed class PipelineHttpTests(FunctionAppFixture app) : IClassFixture<FunctionAppFixture>, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Pipeline_runs_from_request_to_result()
    {
        app.Folder.Write("in/etl/a.md", "# Title\n\nSome prose here.\n");
        app.Folder.Write("in/etl/b.bin", [1, 0, 2]);

        var id = await app.Client.StartPipelineAsync("text-etl", new { input = new { files = (string[])["in/etl"] }, ordered = true, parallelism = new { parse = 3 } }, _deadline.Token);
        using var response = await app.Client.WaitForPipelineAsync(id, _deadline.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal(
            ["pipeline", "id", "items", "deadLettered", "deadLetters", "ordered", "onError", "elapsedMs", "runMs", "sequentialMs", "speedup", "stages", "bottleneck", "output", "files", "result"],
            result.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("text-etl", id, 2, 1), (result.GetProperty("pipeline").GetString(), result.GetProperty("id").GetString(), result.GetProperty("items").GetInt32(), result.GetProperty("deadLettered").GetInt32()));
        Assert.Equal(["read", "parse", "enrich", "aggregate", "write"], result.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal(3, result.GetProperty("stages")[1].GetProperty("parallelism").GetInt32());
        Assert.Equal("deadLetter", result.GetProperty("onError").GetString());
        Assert.Equal((3, 4), (result.GetProperty("result").GetProperty("lines").GetInt32(), result.GetProperty("result").GetProperty("words").GetInt32()));
        Assert.True(File.Exists(Path.Combine(result.GetProperty("output").GetString()!, "by-source.csv")));
    }

    [Fact]
    public async Task Stopped_pipeline_answers_with_a_conflict_that_tells_why()
    {
        app.Folder.Write("in/stop/b.bin", [1, 0, 2]);

        var id = await app.Client.StartPipelineAsync("text-etl", new { input = new { files = (string[])["in/stop"] }, onError = "stop" }, _deadline.Token);
        using var response = await app.Client.WaitForPipelineAsync(id, _deadline.Token);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.StartsWith("Stage 'parse' failed on item 0, which stopped the pipeline", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text-etl", "{", "")]
    [InlineData("text-etl", """{"input":{"files":["/etc/passwd"]}}""", "input.files[0]")]
    [InlineData("text-etl", """{"input":{"files":["in"]},"onError":"x"}""", "onError")]
    [InlineData("no-such", """{"input":{"files":["in"]}}""", "name")]
    public async Task Wrong_request_is_answered_with_the_field(string name, string body, string field)
    {
        app.Folder.Write("in/a.txt", "text");

        using var response = await app.Client.PostPipelineAsync(name, body, _deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused()
    {
        using var response = await app.Client.PostPipelineAsync("text-etl", new string(' ', 256 * 1024 + 1), _deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_id_and_the_id_of_another_feature_are_not_found()
    {
        var other = await app.Client.StartJobAsync("word-count", new { input = new { documents = (string[])["a"] } }, _deadline.Token);
        foreach (var id in (string[])["no-such-id", other])
        {
            using var response = await app.Client.GetAsync($"api/pipelines/{id}", _deadline.Token);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Pipelines_are_listed_with_their_stages()
    {
        var listing = await app.Client.GetFromJsonAsync<JsonElement>("api/pipelines", _deadline.Token);

        var pipeline = Assert.Single(listing.GetProperty("pipelines").EnumerateArray());
        Assert.Equal("text-etl", pipeline.GetProperty("name").GetString());
        Assert.Equal("""{"name":"read","parallelism":2,"buffer":8,"batch":null,"retries":2,"timeoutSeconds":300}""", pipeline.GetProperty("stages")[0].GetRawText());
        Assert.Equal(16, pipeline.GetProperty("stages")[3].GetProperty("batch").GetInt32());
    }

    public void Dispose() => _deadline.Dispose();
}
