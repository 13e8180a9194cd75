namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>The body of <c>POST /api/encodings</c> after its shape was checked.</summary>
/// <param name="Input">The path of the input.</param>
/// <param name="Encoder">The name of the encoder.</param>
/// <param name="Chunk">The size of a chunk as it was written.</param>
/// <param name="Output">The path of the output.</param>
/// <param name="MaxParallel">Chunks in flight; null when it was left out.</param>
/// <param name="BackupTasks">Whether slow chunks get backups; null when it was left out.</param>
/// <param name="Faults">Faults to be made on purpose; null when none were asked for.</param>
internal sealed record EncodingSubmission(string Input, string Encoder, string Chunk, string Output, int? MaxParallel, bool? BackupTasks, InjectedFaults? Faults);
