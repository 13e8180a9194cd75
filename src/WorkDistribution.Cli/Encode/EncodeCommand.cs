using System.CommandLine;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Encode;

/// <summary><c>wd run encode INPUT --encoder NAME --chunk SIZE --output FILE</c>.</summary>
internal static class EncodeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var input = new Argument<string>("INPUT") { Description = "The file to encode." };
        var encoder = new Option<string>("--encoder") { HelpName = "gzip|zstd|ffmpeg", Description = "How chunks are encoded.", Required = true };
        var chunk = new Option<string>("--chunk")
        {
            HelpName = "BYTES|SECONDS",
            Description = "Size of a chunk: bytes such as 1MiB for gzip and zstd, seconds such as 10s for ffmpeg.",
            Required = true,
        };
        var file = new Option<string>("--output") { HelpName = "FILE", Description = "The file to write; it is replaced when the encoding ends.", Required = true };
        var parallel = new Option<int?>("--parallel") { HelpName = "N", Description = "Chunks that are encoded at once." };
        var url = HostOptions.Url();
        var json = HostOptions.Json();
        var command = new Command("encode", "Encode a file in chunks, in parallel, with chunks that fail retried alone.") { input, encoder, chunk, file, parallel, url, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new EncodeSettings(
                FullPath(parsed.GetRequiredValue(input)),
                parsed.GetRequiredValue(encoder),
                parsed.GetRequiredValue(chunk),
                FullPath(parsed.GetRequiredValue(file)),
                parsed.GetValue(parallel),
                parsed.GetValue(url),
                parsed.GetValue(json));
            return new EncodeRun(settings, output, error).ExecuteAsync(cancellationToken);
        });
        return command;
    }

    private static string FullPath(string path) =>
        string.IsNullOrWhiteSpace(path) ? throw new UsageException("A path is empty. Name a file.") : Path.GetFullPath(path);
}
