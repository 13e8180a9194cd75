using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Encodings;

public sealed class EncodingOnEngineTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("gzip", true)]
    [InlineData("zstd", false)]
    [InlineData("zstd", true)]
    public async Task Standard_tools_decode_the_output_to_the_input(string encoder, bool replay)
    {
        await using var app = await StartAsync(new EncodingApp(options => options.ReplayAtEveryEvent = replay));
        // Sizes around the borders of chunks, and bytes that do and do not compress.
        foreach (var (size, chunk) in ((int, int)[])[(1, 1024), (1023, 1024), (1024, 1024), (1025, 1024), (100_000, 1500), (300_000, 65_536), (50_000, 1 << 20)])
        {
            var name = $"{size}-{chunk}";
            app.Folder.Write("in/" + name, TrickyText.Mixed(size, size).AsSpan(0, size));

            var outcome = await app.CompleteAsync(app.Request(encoder, name, chunk), _deadline.Token);

            Assert.Equal(((size + chunk - 1) / chunk, size, 0), (outcome.Chunks, (int)outcome.InputBytes, outcome.RetriedChunks));
            Assert.Equal(new FileInfo(outcome.Output).Length, outcome.OutputBytes);
            await AssertDecodesAsync(app, encoder, name);
        }

        Assert.Empty(Directory.EnumerateFiles(app.Folder["objects"], "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(Directory.EnumerateFiles(app.Folder["out"], "*"), file => file.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_failure_in_720_chunks_keeps_99_86_percent_of_the_progress()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var app = await StartAsync(new EncodingApp(time: time));
        app.Folder.Write("in/film", TrickyText.Mixed(720 * 1024, 5).AsSpan(0, 720 * 1024));

        var running = app.CompleteAsync(app.Request("gzip", "film", 1024, new InjectedFaults([417], [], 0)), _deadline.Token);
        await AdvanceUntilDoneAsync(app, time, running);

        var outcome = await running;
        Assert.Equal((720, 1, 1, 99.86), (outcome.Chunks, outcome.RetriedChunks, outcome.FailedAttempts, outcome.ProgressKeptPercent));
        await AssertDecodesAsync(app, "gzip", "film");
    }

    [Fact]
    public async Task Straggler_gets_a_backup_that_wins_and_the_output_is_exact()
    {
        await using var app = await StartAsync(new EncodingApp());
        app.Folder.Write("in/film", TrickyText.Mixed(16 * 1024, 5).AsSpan(0, 16 * 1024));
        // The delay is longer than the test may take: only a backup ends it in time.
        var request = app.Request("gzip", "film", 1024, new InjectedFaults([], [3], 600_000)) with { BackupTasks = true };

        var outcome = await app.CompleteAsync(request, _deadline.Token);

        Assert.Equal((16, 1, 1, 0), (outcome.Chunks, outcome.Backups, outcome.BackupsWon, outcome.FailedAttempts));
        await AssertDecodesAsync(app, "gzip", "film");
    }

    [Fact]
    public async Task Input_that_changes_fails_the_encoding_without_retries_and_leaves_the_old_output()
    {
        await using var app = await StartAsync(new EncodingApp(time: new FakeTimeProvider()));
        app.Folder.Write("in/film", "before");
        app.Folder.Write("out/film.gz", "old output");
        var request = app.Request("gzip", "film", 1024);
        app.Folder.Write("in/film", "after that");

        var instance = await app.RunAsync(request, _deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("was changed or deleted", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("old output", await File.ReadAllTextAsync(app.Folder["out/film.gz"], _deadline.Token));
        Assert.False(Directory.Exists(app.Folder["objects"]));
    }

    [Fact]
    public async Task Output_that_became_a_link_out_of_the_roots_is_not_written()
    {
        await using var app = await StartAsync(new EncodingApp(time: new FakeTimeProvider()));
        app.Folder.Write("in/film", "text");
        app.Folder.Write("elsewhere/secret", "secret");
        var request = app.Request("gzip", "film", 1024);
        Directory.CreateDirectory(app.Folder["out"]);
        File.CreateSymbolicLink(app.Folder["out/film.gz"], app.Folder["elsewhere/secret"]);

        var instance = await app.RunAsync(request, _deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("lies outside", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("secret", await File.ReadAllTextAsync(app.Folder["elsewhere/secret"], _deadline.Token));
    }

    public void Dispose() => _deadline.Dispose();

    internal static Task AssertDecodesAsync(EncodingApp app, string encoder, string name) => encoder == "gzip"
        ? StandardTool.AssertDecodesToAsync(app.Folder["in/" + name], app.Folder[$"out/{name}.gz"], "gunzip", "-c")
        : StandardTool.AssertDecodesToAsync(app.Folder["in/" + name], app.Folder[$"out/{name}.gz"], "zstd", "-d", "-q", "-c");

    private async Task<EncodingApp> StartAsync(EncodingApp app)
    {
        await app.Host.StartAsync(_deadline.Token);
        return app;
    }

    private async Task AdvanceUntilDoneAsync(EncodingApp app, FakeTimeProvider time, Task running)
    {
        while (!running.IsCompleted)
        {
            await app.Host.WhenIdleAsync(_deadline.Token);
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
