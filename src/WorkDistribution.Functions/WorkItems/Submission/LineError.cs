namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Why a line of a batch was not taken.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Errors">What is wrong, by field; the empty field stands for the line as a whole.</param>
internal sealed record LineError(int Line, IReadOnlyDictionary<string, List<string>> Errors);
