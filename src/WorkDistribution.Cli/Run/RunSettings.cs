using System.Text.Json.Nodes;

namespace WorkDistribution.Cli.Run;

/// <summary>One <c>wd run JOB</c> as parsed. Null means: the function app's default.</summary>
internal sealed record RunSettings(
    string Job,
    IReadOnlyList<string> Paths,
    JsonObject Parameters,
    int Top,
    int? Reducers,
    long? SplitBytes,
    int? Parallel,
    string? ToleratedFailures,
    Uri? Url,
    bool Json)
{
    /// <summary>The body of <c>POST /api/mapreduce/{job}</c>.</summary>
    public JsonObject ToRequest(InputSelection input)
    {
        var request = new JsonObject
        {
            ["input"] = new JsonObject { ["files"] = new JsonArray([.. input.Patterns.Select(pattern => (JsonNode)pattern)]) },
        };
        Add("reducers", Reducers);
        Add("splitBytes", SplitBytes);
        Add("maxParallelMaps", Parallel);
        if (ToleratedFailures is { } tolerated)
        {
            request["toleratedFailures"] = int.TryParse(tolerated, out var count) ? count : tolerated;
        }

        if (Parameters.Count > 0)
        {
            request["parameters"] = Parameters.DeepClone();
        }

        return request;

        void Add(string name, long? value)
        {
            if (value is { } given)
            {
                request[name] = given;
            }
        }
    }
}
