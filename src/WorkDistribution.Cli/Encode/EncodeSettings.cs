using System.Text.Json.Nodes;

namespace WorkDistribution.Cli.Encode;

/// <summary>One <c>wd run encode</c> as parsed. Paths are absolute.</summary>
internal sealed record EncodeSettings(string Input, string Encoder, string Chunk, string Output, int? Parallel, Uri? Url, bool Json)
{
    /// <summary>The body of <c>POST /api/encodings</c>.</summary>
    public JsonObject ToRequest()
    {
        var request = new JsonObject { ["input"] = Input, ["encoder"] = Encoder, ["chunk"] = Chunk, ["output"] = Output };
        if (Parallel is { } parallel)
        {
            request["maxParallel"] = parallel;
        }

        return request;
    }

    /// <summary>What a host of our own must allow.</summary>
    public IReadOnlyDictionary<string, string> ToHostSettings() => new Dictionary<string, string>
    {
        ["Encoding__InputRoots__0"] = Path.GetDirectoryName(Input)!,
        ["Encoding__OutputRoots__0"] = Path.GetDirectoryName(Output)!,
    };
}
