namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>What encoding the chunks came to, so far.</summary>
/// <param name="Done">Chunks encoded.</param>
/// <param name="Retried">Chunks with at least one failed attempt.</param>
/// <param name="FailedAttempts">Attempts that failed.</param>
/// <param name="Backups">Backups of slow chunks.</param>
/// <param name="BackupsWon">Backups that were faster.</param>
/// <param name="Bytes">Bytes of the chunks encoded.</param>
/// <param name="EncodeMs">Times of the chunks encoded, added up, in milliseconds.</param>
internal sealed record ChunkTotals(int Done, int Retried, int FailedAttempts, int Backups, int BackupsWon, long Bytes, double EncodeMs);
