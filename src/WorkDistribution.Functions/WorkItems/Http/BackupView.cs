namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Backups of slow attempts as clients read them.</summary>
/// <param name="Asked">Backups that were asked for.</param>
/// <param name="Won">Backups that were first.</param>
internal sealed record BackupView(long Asked, long Won);
