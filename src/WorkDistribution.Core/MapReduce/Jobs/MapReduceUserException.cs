namespace WorkDistribution.Core.MapReduce;

/// <summary>An error of the one who submitted the job: trying again cannot help, so the job fails at once.</summary>
/// <param name="field">The field of the request that is wrong, as the client wrote it.</param>
/// <param name="message">What is wrong and what to do about it.</param>
public class MapReduceUserException(string field, string message) : Exception(message)
{
    /// <summary>The field of the request that is wrong, for example <c>parameters.pattern</c>.</summary>
    public string Field { get; } = field;
}
