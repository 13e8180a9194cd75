using System.Text.Json.Nodes;
using WorkDistribution.Cli.Run;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>One <c>wd run PIPELINE</c> as parsed. Null means: the function app's default.</summary>
internal sealed record PipelineSettings(
    string Pipeline,
    IReadOnlyList<string> Paths,
    bool Ordered,
    string? OnError,
    int? SplitBytes,
    IReadOnlyDictionary<string, int> Parallelism,
    Uri? Url,
    bool Json)
{
    /// <summary>The body of <c>POST /api/pipelines/{name}</c>.</summary>
    public JsonObject ToRequest(InputSelection selection)
    {
        var input = new JsonObject { ["files"] = new JsonArray([.. selection.Patterns.Select(pattern => (JsonNode)pattern)]) };
        if (SplitBytes is { } splitBytes)
        {
            input["splitBytes"] = splitBytes;
        }

        var request = new JsonObject { ["input"] = input };
        if (Ordered)
        {
            request["ordered"] = true;
        }

        if (OnError is { } onError)
        {
            request["onError"] = onError;
        }

        if (Parallelism.Count > 0)
        {
            request["parallelism"] = new JsonObject(Parallelism.Select(static stage => KeyValuePair.Create(stage.Key, (JsonNode?)stage.Value)));
        }

        return request;
    }
}
