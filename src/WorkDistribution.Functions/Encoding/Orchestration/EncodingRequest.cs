using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Input of the orchestration. Every default is settled before it starts, so that a replay elsewhere decides the same.</summary>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Input">What is encoded.</param>
/// <param name="Output">The real path of the output.</param>
/// <param name="ChunkSize">Size of a chunk: bytes, or seconds of video.</param>
/// <param name="MaxParallel">Chunks in flight.</param>
/// <param name="Faults">Faults to be made on purpose.</param>
/// <param name="BackupTasks">Whether slow chunks get backups.</param>
internal sealed record EncodingRequest(
    string Encoder,
    EncodingInput Input,
    string Output,
    double ChunkSize,
    int MaxParallel,
    InjectedFaults? Faults,
    bool BackupTasks = false);
