using System.CommandLine;
using System.Globalization;
using System.IO.Compression;

namespace WorkDistribution.Cli.Scenario;

/// <summary>
/// The encoder before the fix: one process that works through the chunks in order and keeps nothing until it is done. As a process of its
/// own (the hidden command <c>encode-monolith</c>), so that a crash is one.
/// </summary>
internal static class MonolithEncoder
{
    /// <summary>The hidden command.</summary>
    public const string CommandName = "encode-monolith";

    /// <summary>What a crashed run ends with.</summary>
    public const int Crashed = 70;

    public static Command Create()
    {
        var input = new Argument<string>("INPUT");
        var output = new Argument<string>("OUTPUT");
        var chunk = new Argument<int>("CHUNK_BYTES");
        var crashAt = new Argument<int>("CRASH_AT");
        var command = new Command(CommandName, "Encode in one process, as wd scenario netflix does before the fix.") { input, output, chunk, crashAt };
        command.Hidden = true;
        command.SetAction(parsed => Encode(
            parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.GetRequiredValue(chunk), parsed.GetRequiredValue(crashAt)));
        return command;
    }

    /// <summary>The command line that runs the encoder; <paramref name="crashAt"/> below zero lets it finish.</summary>
    public static IReadOnlyList<string> Arguments(string input, string output, int chunkBytes, int crashAt) =>
        [CommandName, "--", input, output, chunkBytes.ToString(CultureInfo.InvariantCulture), crashAt.ToString(CultureInfo.InvariantCulture)];

    private static int Encode(string input, string output, int chunkBytes, int crashAt)
    {
        using var source = File.OpenRead(input);
        using var target = File.Create(output);
        var buffer = new byte[chunkBytes];
        int read;
        for (var chunk = 0; (read = source.ReadAtLeast(buffer, chunkBytes, throwOnEndOfStream: false)) > 0; chunk++)
        {
            using (var encoded = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            {
                encoded.Write(buffer, 0, read);
            }

            if (chunk == crashAt)
            {
                Environment.Exit(Crashed);
            }
        }

        target.Flush(flushToDisk: true);
        return ExitCode.Done;
    }
}
