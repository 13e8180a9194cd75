using System.Text.Json;

namespace WorkDistribution.Functions.MasterWorker.Requests;

/// <summary>The body of <c>POST /api/master-worker</c>, checked, with its defaults.</summary>
internal sealed record BatchRequest(string Handler, IReadOnlyList<JsonElement> Tasks, int MaxInFlight, int TaskTimeoutSeconds, int MaxAttempts);
