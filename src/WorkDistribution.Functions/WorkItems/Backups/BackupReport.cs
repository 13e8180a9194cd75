using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Backups;

/// <summary>Backups of slow attempts: of a process since it started, or in some span of time.</summary>
/// <param name="Asked">Backups that were asked for.</param>
/// <param name="Won">Backups that were first.</param>
internal sealed record BackupReport(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Asked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Won)
{
    /// <summary>Nothing.</summary>
    public static BackupReport None { get; } = new(0, 0);

    /// <summary>Both in one.</summary>
    public static BackupReport operator +(BackupReport a, BackupReport b) => new(a.Asked + b.Asked, a.Won + b.Won);

    /// <summary>What came to it since an earlier report.</summary>
    public static BackupReport operator -(BackupReport a, BackupReport b) => new(a.Asked - b.Asked, a.Won - b.Won);
}
