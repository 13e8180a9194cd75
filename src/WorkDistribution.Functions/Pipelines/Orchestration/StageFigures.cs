using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What a stage came to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parallelism">Items that could run at a time.</param>
/// <param name="Buffer">Items that could wait in front of it.</param>
/// <param name="Items">Items done.</param>
/// <param name="Failed">Items given up.</param>
/// <param name="Retries">Attempts that were made again.</param>
/// <param name="BusyMs">Time spent on items, in milliseconds; with a parallelism above 1 it can be more than the time that passed.</param>
/// <param name="Throughput">Items a second, over the time that items ran.</param>
/// <param name="Utilisation">Share of its parallelism that was busy, 0 to 1.</param>
/// <param name="MeanQueue">Mean number of items that waited in front of it.</param>
/// <param name="MaxQueue">Most items that waited in front of it.</param>
/// <param name="MaxAhead">Most items that it had started and the next stage had not.</param>
internal sealed record StageFigures(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("parallelism")] int Parallelism,
    [property: JsonPropertyName("buffer")] int Buffer,
    [property: JsonPropertyName("items")] long Items,
    [property: JsonPropertyName("failed")] long Failed,
    [property: JsonPropertyName("retries")] long Retries,
    [property: JsonPropertyName("busyMs")] double BusyMs,
    [property: JsonPropertyName("throughput")] double Throughput,
    [property: JsonPropertyName("utilisation")] double Utilisation,
    [property: JsonPropertyName("meanQueue")] double MeanQueue,
    [property: JsonPropertyName("maxQueue")] int MaxQueue,
    [property: JsonPropertyName("maxAhead")] int MaxAhead);
