using Azure;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Who owns a lane.</summary>
/// <param name="Lane">The lane's number; the same lane of all levels has one owner.</param>
/// <param name="Owner">The worker; null for none.</param>
/// <param name="Until">When the lease ends.</param>
/// <param name="ETag">The version that was read; the default for a row that is not there yet.</param>
internal sealed record LaneEntry(int Lane, string? Owner, DateTimeOffset Until, ETag ETag = default)
{
    /// <summary>Whether a worker owns it now.</summary>
    public bool IsHeld(DateTimeOffset now) => Owner is not null && Until > now;

    /// <summary>Whether a worker other than one owns it now.</summary>
    public bool IsHeldByOther(string worker, DateTimeOffset now) => IsHeld(now) && Owner != worker;
}
