using System.Text.Json;

namespace WorkDistribution.Functions.TaskGraphs.Requests;

/// <summary>A node as requested.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Handler">The work handler.</param>
/// <param name="Payload">What the handler gets, with references.</param>
/// <param name="References">The nodes whose outputs the payload refers to.</param>
/// <param name="ExpectedMs">Expected time, if one was given.</param>
/// <param name="MaxAttempts">Attempts, the first included.</param>
/// <param name="TimeoutSeconds">Of one attempt.</param>
internal sealed record NodeRequest(
    string Id, string Handler, JsonElement Payload, IReadOnlyList<string> References, double? ExpectedMs, int MaxAttempts, int TimeoutSeconds);
