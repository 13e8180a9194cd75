namespace WorkDistribution.Core.MapReduce;

/// <summary>The input breaks a documented bound, for example the length of a line.</summary>
/// <param name="message">What is wrong with which input.</param>
public sealed class JobInputException(string message) : MapReduceUserException("input", message);
