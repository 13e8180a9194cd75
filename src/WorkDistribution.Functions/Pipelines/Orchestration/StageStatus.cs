using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What a stage is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">Items in the buffer in front of it.</param>
/// <param name="Running">Items that run, or batches.</param>
/// <param name="Done">Items done.</param>
/// <param name="Failed">Items given up.</param>
internal sealed record StageStatus(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("waiting")] int Waiting,
    [property: JsonPropertyName("running")] int Running,
    [property: JsonPropertyName("done")] long Done,
    [property: JsonPropertyName("failed")] long Failed);
