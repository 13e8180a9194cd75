using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>An input that a job may not or cannot read. The requester can mend it; trying again cannot.</summary>
/// <param name="field">The field of the request that names the input.</param>
/// <param name="message">What is wrong and what to do about it.</param>
internal sealed class InputRejectedException(string field, string message) : MapReduceUserException(field, message);
