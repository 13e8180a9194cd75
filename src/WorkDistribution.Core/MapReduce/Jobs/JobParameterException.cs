namespace WorkDistribution.Core.MapReduce;

/// <summary>A parameter of a job is missing, malformed, out of range or unknown.</summary>
/// <param name="name">Name of the parameter.</param>
/// <param name="message">What is wrong with it.</param>
public sealed class JobParameterException(string name, string message) : MapReduceUserException("parameters." + name, message);
