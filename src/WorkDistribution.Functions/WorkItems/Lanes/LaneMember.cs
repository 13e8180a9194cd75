using Azure;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>A worker that takes part in the work of lanes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Until">When it counts as gone unless it renews.</param>
/// <param name="GrantedLane">A lane of another from which it is to take items; it counts only while <paramref name="Granted"/> is above 0.</param>
/// <param name="Granted">Items that it is to take, as far as they are still there.</param>
/// <param name="ETag">The version that was read; the default for a row that is not there yet.</param>
internal sealed record LaneMember(string Name, DateTimeOffset Until, int GrantedLane = 0, int Granted = 0, ETag ETag = default);
