using System.Globalization;
using System.Text.Json;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>Reads a request's JSON and names every field that is wrong, not just the first.</summary>
internal static class EncodingRequestReader
{
    private const string Example = """{"input":"film.bin","encoder":"gzip","chunk":"1MiB","output":"film.bin.gz"}""";

    /// <summary>Reads a body.</summary>
    /// <returns>The request, or null when something is wrong.</returns>
    public static EncodingSubmission? Read(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        if (RequestFields.Parse(body, Example, errors) is not { } fields)
        {
            return null;
        }

        var submission = new EncodingSubmission(
            ReadPath(fields, "input"),
            fields.RequiredText("encoder", 32),
            ReadChunk(fields),
            ReadPath(fields, "output"),
            fields.Integer("maxParallel", 1, EncodingLimits.MaxParallel),
            fields.Flag("backupTasks"),
            ReadFaults(fields));
        fields.RefuseOthers();
        return errors.IsEmpty ? submission : null;
    }

    private static string ReadPath(RequestFields fields, string member)
    {
        var path = fields.RequiredText(member, EncodingLimits.MaxPathLength);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            fields.Complain(member, "is not a path.");
        }

        return path;
    }

    // A number and a text mean the same: 1048576, "1048576" and "1MiB".
    private static string ReadChunk(RequestFields fields) =>
        fields.Any("chunk") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : fields.RequiredText("chunk", 32);

    private static InjectedFaults? ReadFaults(RequestFields fields)
    {
        var faults = new InjectedFaults(
            ReadChunks(fields, "failChunks"), ReadChunks(fields, "delayChunks"), fields.Integer("delayMs", 0, EncodingLimits.MaxDelayMs) ?? 0);
        return fields.Has("failChunks") || fields.Has("delayChunks") || fields.Has("delayMs") ? faults : null;
    }

    private static List<int> ReadChunks(RequestFields fields, string member)
    {
        var chunks = new List<int>();
        foreach (var entry in fields.Array(member, EncodingLimits.MaxChunks))
        {
            if (entry.ValueKind == JsonValueKind.Number && entry.TryGetInt32(out var chunk) && chunk is >= 0 and < EncodingLimits.MaxChunks)
            {
                chunks.Add(chunk);
                continue;
            }

            fields.Complain(
                string.Create(CultureInfo.InvariantCulture, $"{member}[{chunks.Count}]"),
                $"must be the number of a chunk from 0 to {EncodingLimits.MaxChunks - 1}, not {RequestFields.Describe(entry)}.");
            break;
        }

        return chunks;
    }
}
