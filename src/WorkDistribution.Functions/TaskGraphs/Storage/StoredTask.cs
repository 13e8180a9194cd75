using System.Text.Json;

namespace WorkDistribution.Functions.TaskGraphs.Storage;

/// <summary>What a node is to do.</summary>
/// <param name="Id">The node.</param>
/// <param name="Handler">The work handler.</param>
/// <param name="Payload">Its payload, with <c>$output</c> references to dependencies.</param>
/// <param name="TimeoutSeconds">After which an attempt is cancelled and failed.</param>
/// <param name="Dependencies">The indices of the nodes whose outputs it may refer to, by their ids.</param>
internal sealed record StoredTask(string Id, string Handler, JsonElement Payload, int TimeoutSeconds, IReadOnlyDictionary<string, int> Dependencies);
