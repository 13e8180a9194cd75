using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>What became of a batch.</summary>
/// <param name="Accepted">Lines whose item is stored.</param>
/// <param name="Rejected">Lines that were not taken.</param>
/// <param name="Ids">The items' ids, in the order of the lines that are not blank; null for one that was not taken.</param>
/// <param name="Errors">Why, in the order of the lines.</param>
internal sealed record BatchResult(int Accepted, int Rejected, IReadOnlyList<string?> Ids, IReadOnlyList<LineError> Errors)
{
    /// <summary>What will not go well although it was taken, one sentence each; empty for nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The ticket that is still to be sent; null for none.</summary>
    [JsonIgnore]
    public string? Ticket { get; init; }

    /// <summary>What storage said when nothing could be stored.</summary>
    [JsonIgnore]
    public Exception? StorageProblem { get; init; }
}
