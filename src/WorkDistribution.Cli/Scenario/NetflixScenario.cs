using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Core.Capacity;

namespace WorkDistribution.Cli.Scenario;

/// <summary>
/// Seed, "The Netflix Encoding Disaster": one process in which a crash restarts everything, against 720 chunks of which one fails and is
/// retried alone. gzip stands in for the video encoder, and a generated file of 720 chunks for the film.
/// </summary>
/// <param name="chunkBytes">Bytes of a chunk. Default 512 KiB: encoding it takes far longer than handing it out.</param>
internal sealed class NetflixScenario(int chunkBytes = 512 * 1024) : MeasuredScenario<NetflixFigures>
{
    /// <summary>As in the seed: a two-hour film in chunks of ten seconds.</summary>
    private const int Chunks = 720;

    /// <summary>The chunk that fails, late enough that a restart hurts.</summary>
    private const int FailingChunk = 600;

    /// <summary>12 hours over 20 minutes.</summary>
    private const double SeedSpeedup = 36;

    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(10);

    public override string Name => "netflix";

    public override string Description => "Encode a film before and after: one process that a crash restarts, and 720 chunks that fail alone.";

    protected override string NeedsOwnHost => "injects a failure";

    protected override void Write(NetflixFigures figures, TextWriter output) => NetflixReport.Write(figures, output);

    protected override async Task<NetflixFigures> MeasureAsync(string folder, TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync($"Generating a film of {Chunks} chunks…");
        var film = Path.Combine(folder, "film.bin");
        WriteFilm(film);
        await error.WriteLineAsync("Before: one process, which crashes and begins again…");
        var single = Path.Combine(folder, "single.gz");
        var crashed = await RunMonolithAsync(film, single, FailingChunk, MonolithEncoder.Crashed, cancellationToken);
        var clean = await RunMonolithAsync(film, single, crashAt: -1, ExitCode.Done, cancellationToken);

        await error.WriteLineAsync("After: chunks in parallel, one of which fails and is retried alone…");
        var (elapsed, outcome) = await RunDistributedAsync(folder, film, error, cancellationToken);
        var sequential = (outcome.GetProperty("splitMs").GetDouble() + outcome.GetProperty("stitchMs").GetDouble()) / outcome.GetProperty("sequentialMs").GetDouble();
        var before = crashed + clean;
        return new NetflixFigures(
            new FileInfo(film).Length,
            outcome.GetProperty("chunks").GetInt32(),
            Environment.ProcessorCount,
            before,
            clean,
            0,
            elapsed,
            outcome.GetProperty("retriedChunks").GetInt32(),
            outcome.GetProperty("progressKeptPercent").GetDouble(),
            sequential,
            before / elapsed,
            clean / elapsed,
            AmdahlLaw.Speedup(sequential, Environment.ProcessorCount),
            AmdahlLaw.WorkersFor(sequential, SeedSpeedup));
    }

    private async Task<double> RunMonolithAsync(string film, string target, int crashAt, int expected, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var wd = Path.Combine(AppContext.BaseDirectory, "wd.dll");
        using var process = Process.Start(new ProcessStartInfo(DotnetRoot.Command, ["exec", wd, .. MonolithEncoder.Arguments(film, target, chunkBytes, crashAt)]))!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(RunTimeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == expected
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new HostStartException($"The encoder before the fix ended with {process.ExitCode}, not {expected}.");
    }

    private async Task<(double ElapsedMs, JsonElement Outcome)> RunDistributedAsync(
        string folder, string film, TextWriter error, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>
        {
            ["Encoding__InputRoots__0"] = folder,
            ["Encoding__OutputRoots__0"] = folder,
            ["Encoding__AllowFaultInjection"] = "true",
        };
        await using var session = await HostSession.OpenAsync(null, folder, [], ["Encoding*"], error, cancellationToken, settings);
        var request = new JsonObject
        {
            ["input"] = film,
            ["encoder"] = "gzip",
            ["chunk"] = chunkBytes,
            ["output"] = Path.Combine(folder, "distributed.gz"),
            ["failChunks"] = new JsonArray(FailingChunk),
        };
        var started = Stopwatch.GetTimestamp();
        var encoding = await session.Client.PostAsync<StartedWork>("api/encodings", request, cancellationToken);
        var outcome = await session.WaitAsync<JsonElement>($"api/encodings/{encoding.Id}", progress: null, cancellationToken);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, outcome);
    }

    // Words from a seeded source: the same film on every machine, which compresses about as text does.
    private void WriteFilm(string path)
    {
        var random = new Random(720);
        var words = new byte[4096][];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = new byte[random.Next(2, 12)];
            for (var j = 0; j < words[i].Length; j++)
            {
                words[i][j] = (byte)random.Next('a', 'z' + 1);
            }

            words[i][^1] = (byte)' ';
        }

        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        for (var left = (long)Chunks * chunkBytes; left > 0;)
        {
            var word = words[random.Next(words.Length)].AsSpan();
            word = word[..(int)Math.Min(word.Length, left)];
            file.Write(word);
            left -= word.Length;
        }
    }
}
