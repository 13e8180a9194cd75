using System.Text.Json.Serialization;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Says that there may be work: for up to 100 items, or for some packs. Which ones is decided when a worker runs it.
/// </summary>
/// <param name="Partition">Where work was added: a hint.</param>
/// <param name="Backup">A slow item that is to get a backup, instead; null for none.</param>
/// <param name="Attempt">Which attempt of it is slow.</param>
/// <param name="Owner">A worker whose lanes are to be looked after, instead, should it be gone; null for none.</param>
/// <param name="Packs">How many packs it stands for, up to <see cref="WorkPack.MaxTogether"/>; 0 or 1 for one, or for a hundred items.</param>
/// <param name="From">A worker that has more to do than it can, and that sent the ticket for others; null for none.</param>
/// <param name="Number">Which of its invitations it is.</param>
internal sealed record WorkTicket(
    string? Partition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Backup = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Attempt = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Owner = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Packs = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Number = 0);
