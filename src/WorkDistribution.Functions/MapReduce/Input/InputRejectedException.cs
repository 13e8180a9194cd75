namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>An input that a job may not or cannot read. The requester can mend it; trying again cannot.</summary>
internal sealed class InputRejectedException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The field of the request that names the input.</summary>
    public string Field { get; init; } = "input";
}
