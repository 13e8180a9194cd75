using System.Net;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Encodings;

public sealed class EncodingProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    [Fact]
    public async Task Encoding_killed_in_the_middle_resumes_and_decodes_to_the_input()
    {
        const int Chunks = 300;
        _folder.Write("in/film", TrickyText.Mixed(Chunks * 2048, 8).AsSpan(0, Chunks * 2048));
        JsonElement started;
        await using (var first = await StartAsync())
        {
            started = await first.Client.StartWorkAsync(
                "api/encodings",
                new { input = "in/film", encoder = "gzip", chunk = "2KiB", output = "film.gz", maxParallel = 1, failChunks = (int[])[7] },
                _deadline.Token);
            var status = await first.Client.WaitForWorkAsync(started, status => status.GetProperty("chunksDone").GetInt32() >= Chunks / 10, _deadline.Token);
            Assert.Equal("Running", status.GetProperty("runtimeStatus").GetString());
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        var outcome = await second.Client.WaitForWorkAsync(started, _deadline.Token);

        Assert.Equal((Chunks, 1), (outcome.GetProperty("chunks").GetInt32(), outcome.GetProperty("retriedChunks").GetInt32()));
        await StandardTool.AssertDecodesToAsync(_folder["in/film"], _folder["out/film.gz"], "gunzip", "-c");
    }

    [Fact]
    public async Task Video_that_loses_a_frame_is_not_published()
    {
        _folder.Write("in/video.mp4", string.Concat(Enumerable.Range(0, 25).Select(i => $"frame {i}\n")));
        await using var app = await StartAsync(
            ("PATH", $"{FakeFfmpeg.Install(_folder)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"),
            ("FAKE_LOG", _folder["log"]),
            ("FAKE_LOSE_FRAME", "1"));
        var started = await app.Client.StartWorkAsync("api/encodings", new { input = "in/video.mp4", encoder = "ffmpeg", chunk = "1s", output = "video.mkv" }, _deadline.Token);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        HttpResponseMessage response;
        while ((response = await app.Client.GetAsync(started.GetProperty("statusUri").GetString(), _deadline.Token)).StatusCode == HttpStatusCode.Accepted)
        {
            response.Dispose();
            await timer.WaitForNextTickAsync(_deadline.Token);
        }

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("24 frames", await response.Content.ReadAsStringAsync(_deadline.Token), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder["out"]));
        response.Dispose();
    }

    [Fact]
    public async Task Ffmpeg_that_is_not_on_path_is_refused_with_what_to_do()
    {
        _folder.Write("in/video.mp4", "frame\n");
        Directory.CreateDirectory(_folder["empty"]);
        await using var app = await StartAsync(("PATH", _folder["empty"]));

        using var response = await app.Client.PostAsync(
            "api/encodings",
            new StringContent("""{"input":"in/video.mp4","encoder":"ffmpeg","chunk":2,"output":"x.mkv"}"""),
            _deadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("encoder: ffmpeg is not on the PATH of the host", await response.Content.ReadAsStringAsync(_deadline.Token), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private Task<FunctionAppProcess> StartAsync(params (string Name, string Value)[] settings) => FunctionAppProcess.StartAsync(
        _folder,
        EncodingApp.Functions,
        [
            ("Encoding__InputRoots__0", _folder["in"]),
            ("Encoding__OutputRoots__0", _folder["out"]),
            ("Encoding__AllowFaultInjection", "true"),
            .. settings,
        ]);
}
