using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Http;

/// <summary>The feature over HTTP, in the app's own process.</summary>
public sealed class MapReduceHttpTests(FunctionAppFixture app) : IClassFixture<FunctionAppFixture>, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Job_runs_from_request_to_result()
    {
        var id = await app.Client.StartJobAsync("word-count", new { input = new { documents = (string[])["the cat", "The dog, the end"] }, reducers = 3 }, _deadline.Token);

        using var response = await app.Client.WaitForResultAsync(id, "?top=2", _deadline.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal(
            ["job", "instanceId", "inputBytes", "splits", "reducers", "mapOutputRecords", "shuffledRecords", "distinctKeys", "totalCount", "elapsedMs", "output", "top", "failedSplits"],
            result.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("word-count", id), (result.GetProperty("job").GetString(), result.GetProperty("instanceId").GetString()));
        Assert.Equal((6, 4), (result.GetProperty("totalCount").GetInt64(), result.GetProperty("distinctKeys").GetInt64()));
        Assert.Equal("""[{"key":"the","value":3},{"key":"cat","value":1}]""", result.GetProperty("top").GetRawText());
        var output = result.GetProperty("output").GetString()!;
        Assert.StartsWith(app.Folder["state"], output, StringComparison.Ordinal);
        Assert.Equal(["cat\t1", "dog\t1", "end\t1", "the\t3"], MapReduceApp.ReadParts(output).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(output, "manifest.json")));
    }

    [Fact]
    public async Task Start_answers_with_the_management_payload()
    {
        using var response = await app.Client.PostJobAsync("word-count", """{"input":{"documents":["a"]}}""", _deadline.Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var payload = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal(response.Headers.Location!.OriginalString, payload.GetProperty("StatusQueryGetUri").GetString());
        using var status = await app.Client.GetAsync(response.Headers.Location, _deadline.Token);
        Assert.True(status.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("no-such-job", """{"input":{"documents":["a"]}}""", "job")]
    [InlineData("word-count", "", "")]
    [InlineData("word-count", "{", "")]
    [InlineData("word-count", "[1]", "")]
    [InlineData("word-count", "{}", "input")]
    [InlineData("word-count", """{"input":{"documents":[]}}""", "input.documents")]
    [InlineData("word-count", """{"input":{"documents":[""]}}""", "input.documents")]
    [InlineData("word-count", """{"input":{"files":["in/none/*.txt"]}}""", "input.files[0]")]
    [InlineData("word-count", """{"input":{"files":["/etc/passwd"]}}""", "input.files[0]")]
    [InlineData("word-count", """{"input":{"files":["in/../state/**"]}}""", "input.files[0]")]
    [InlineData("word-count", """{"input":{"files":["\u0000"]}}""", "input.files[0]")]
    [InlineData("word-count", """{"input":{"blobs":"UPPER/x"}}""", "input.blobs")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"reducers":-5}""", "reducers")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"reducers":1e400}""", "reducers")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"splitBytes":1}""", "splitBytes")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"maxParallelMaps":"many"}""", "maxParallelMaps")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"toleratedFailures":"x"}""", "toleratedFailures")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"unknown":1}""", "unknown")]
    [InlineData("word-count", """{"input":{"documents":["a"]},"parameters":{"pattern":"x"}}""", "parameters.pattern")]
    [InlineData("grep", """{"input":{"documents":["a"]},"parameters":{"pattern":"("}}""", "parameters.pattern")]
    [InlineData("grep", """{"input":{"documents":["a"]}}""", "parameters.pattern")]
    public async Task Wrong_request_is_answered_with_the_field(string job, string body, string field)
    {
        using var response = await app.Client.PostJobAsync(job, body, _deadline.Token);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused()
    {
        using var response = await app.Client.PostJobAsync("word-count", new string(' ', FunctionAppFixture.MaxRequestBytes + 1), _deadline.Token);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "");
    }

    [Fact]
    public async Task File_without_read_permission_is_named()
    {
        var path = app.Folder.Write("in/secret.txt", "text");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        using var response = await app.Client.PostJobAsync("word-count", """{"input":{"files":["in/secret.txt"]}}""", _deadline.Token);

        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Root reads everything, and Windows has no such modes.
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        else
        {
            await AssertProblemAsync(response, HttpStatusCode.BadRequest, "input.files");
        }
    }

    [Theory]
    [InlineData("top=-1")]
    [InlineData("top=1001")]
    [InlineData("top=x")]
    [InlineData("top=")]
    public async Task Wrong_top_is_refused(string query)
    {
        using var response = await app.Client.GetAsync($"api/mapreduce/any/result?{query}", _deadline.Token);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "top");
    }

    [Fact]
    public async Task Unknown_id_is_not_found()
    {
        using var response = await app.Client.GetAsync("api/mapreduce/no-such-id/result", _deadline.Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Failed_job_tells_why()
    {
        // Started past the HTTP trigger, whose checks would have refused it.
        var id = $"failing-{Guid.NewGuid():N}";
        var input = new { Job = "word-count", Input = new { Kind = "Files", Files = (string[])["/etc/passwd"] }, Reducers = 1, SplitBytes = 1024, MaxParallelMaps = 1 };
        using var start = await app.Client.PostAsJsonAsync($"runtime/webhooks/durabletask/orchestrators/MapReduce/{id}", input, _deadline.Token);
        Assert.Equal(HttpStatusCode.Accepted, start.StatusCode);

        using var response = await app.Client.WaitForResultAsync(id, "", _deadline.Token);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Contains("'/etc/passwd' lies outside", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_listed()
    {
        var listing = await app.Client.GetFromJsonAsync<JsonElement>("api/mapreduce/jobs", _deadline.Token);

        Assert.Equal("""["grep","inverted-index","sort","word-count"]""", listing.GetProperty("jobs").GetRawText());
    }

    public void Dispose() => _deadline.Dispose();

    private async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string field)
    {
        var body = await response.Content.ReadAsStringAsync(_deadline.Token);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}
