using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Says that there may be work: one ticket stands for up to 100 items. Which ones is decided when a worker runs it.
/// </summary>
/// <param name="Partition">Where work was added: a hint.</param>
/// <param name="Backup">A slow item that is to get a backup, instead; null for none.</param>
/// <param name="Attempt">Which attempt of it is slow.</param>
/// <param name="Owner">A worker whose lanes are to be looked after, instead, should it be gone; null for none.</param>
internal sealed record WorkTicket(
    string? Partition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Backup = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Attempt = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Owner = null);
