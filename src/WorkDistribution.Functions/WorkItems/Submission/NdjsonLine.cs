namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>A line of a batch.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Content">Its bytes; null when it is too long.</param>
internal readonly record struct NdjsonLine(int Number, ReadOnlyMemory<byte>? Content);
