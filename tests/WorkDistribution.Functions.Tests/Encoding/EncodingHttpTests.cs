using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Encodings;

/// <summary>The feature over HTTP, in the app's own process.</summary>
public sealed class EncodingHttpTests : IClassFixture<EncodingHttpTests.App>, IDisposable
{
    private readonly App _app;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    public EncodingHttpTests(App app)
    {
        _app = app;
        app.Folder.Write("in/film", TrickyText.Mixed(5_000, 3).AsSpan(0, 5_000));
        app.Folder.Write("in/empty", "");
        app.Folder.Write("in/video.mp4", string.Concat(Enumerable.Range(0, 95).Select(i => $"frame {i}\n")));
    }

    [Fact]
    public async Task Encoding_runs_from_request_to_output()
    {
        using var response = await PostAsync("""{"input":"in/film","encoder":"GZIP","chunk":"1KiB","output":"sub/film.gz","maxParallel":2}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        var started = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal(response.Headers.Location!.OriginalString, started.GetProperty("statusUri").GetString());
        var outcome = await _app.Client.WaitForWorkAsync(started, _deadline.Token);
        Assert.Equal(
            ["id", "encoder", "input", "output", "inputBytes", "outputBytes", "chunks", "retriedChunks", "failedAttempts", "backups", "backupsWon", "progressKeptPercent", "maxParallel", "splitMs", "encodeMs", "stitchMs", "sequentialMs", "elapsedMs", "speedup", "theoreticalSpeedup"],
            outcome.EnumerateObject().Select(member => member.Name));
        Assert.Equal((5, 100.0), (outcome.GetProperty("chunks").GetInt32(), outcome.GetProperty("progressKeptPercent").GetDouble()));
        await StandardTool.AssertDecodesToAsync(_app.Folder["in/film"], _app.Folder["out/sub/film.gz"], "gunzip", "-c");
    }

    [Fact]
    public async Task Video_is_cut_encoded_put_together_and_verified()
    {
        using var response = await PostAsync("""{"input":"in/video.mp4","encoder":"ffmpeg","chunk":2,"output":"video.mkv"}""");
        var outcome = await _app.Client.WaitForWorkAsync(await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token), _deadline.Token);

        Assert.Equal(5, outcome.GetProperty("chunks").GetInt32());
        Assert.Equal(
            (await File.ReadAllTextAsync(_app.Folder["in/video.mp4"], _deadline.Token)).ToUpperInvariant(),
            await File.ReadAllTextAsync(_app.Folder["out/video.mkv"], _deadline.Token));
        var log = await File.ReadAllLinesAsync(_app.Folder["log"], _deadline.Token);
        Assert.Equal(5, log.Count(line => line.Contains("libx264", StringComparison.Ordinal)));
        Assert.Single(log, line => line.Contains("-f concat -safe 0", StringComparison.Ordinal));
        Assert.Equal(2, log.Count(line => line.StartsWith("ffprobe -v error", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("""{"encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in/film","chunk":1024,"output":"x"}""", "encoder")]
    [InlineData("""{"input":"in/film","encoder":"gzip","output":"x"}""", "chunk")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024}""", "output")]
    [InlineData("""{"input":"in/none","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in/empty","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"/etc/passwd","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in/../state/x","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in/film\u0000","encoder":"gzip","chunk":1024,"output":"x"}""", "input")]
    [InlineData("""{"input":"in/film","encoder":"rar","chunk":1024,"output":"x"}""", "encoder")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1,"output":"x"}""", "chunk")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":"10s","output":"x"}""", "chunk")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":true,"output":"x"}""", "chunk")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"/tmp/outside"}""", "output")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"../in/film"}""", "output")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"folder/"}""", "output")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"a/longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong"}""", "output")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"x","maxParallel":0}""", "maxParallel")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"x","failChunks":[1]}""", "failChunks")]
    [InlineData("""{"input":"in/film","encoder":"gzip","chunk":1024,"output":"x","unknown":1}""", "unknown")]
    [InlineData("""{"input":"in/video.mp4","encoder":"ffmpeg","chunk":2,"output":"x.txt"}""", "output")]
    [InlineData("""{"input":"in/video.mp4","encoder":"ffmpeg","chunk":0.1,"output":"x.mkv"}""", "chunk")]
    public async Task Wrong_request_is_answered_with_the_field(string body, string field)
    {
        using var response = await PostAsync(body);

        var text = await response.Content.ReadAsStringAsync(_deadline.Token);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode}: {text}");
        Assert.Equal([field], JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Unknown_id_and_instances_of_other_features_are_not_found()
    {
        var job = await _app.Client.StartJobAsync("word-count", new { input = new { documents = (string[])["a"] } }, _deadline.Token);
        foreach (var id in (string[])["none", job])
        {
            using var response = await _app.Client.GetAsync($"api/encodings/{id}", _deadline.Token);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    public void Dispose() => _deadline.Dispose();

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _app.Client.PostAsync("api/encodings", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), _deadline.Token);

    /// <summary>One app for these tests, with the fake ffmpeg on its PATH.</summary>
    public sealed class App : IAsyncLifetime
    {
        private FunctionAppProcess? _process;

        public TempFolder Folder { get; } = new();

        public HttpClient Client => _process!.Client;

        public async ValueTask InitializeAsync() => _process = await FunctionAppProcess.StartAsync(
            Folder,
            [.. EncodingApp.Functions, MapReduceFunctionNames.Start, MapReduceFunctionNames.Orchestrator],
            ("PATH", $"{FakeFfmpeg.Install(Folder)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"),
            ("FAKE_LOG", Folder["log"]),
            ("Encoding__InputRoots__0", Folder["in"]),
            ("Encoding__OutputRoots__0", Folder["out"]));

        public async ValueTask DisposeAsync()
        {
            if (_process is not null)
            {
                await _process.DisposeAsync();
            }

            Folder.Dispose();
        }
    }
}
