namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>The input of a request is wrong.</summary>
/// <param name="field">The member, as the requester wrote it, for example <c>input.files[0]</c>.</param>
/// <param name="message">What is wrong and what to do about it.</param>
public sealed class PipelineInputException(string field, string message) : Exception(message)
{
    /// <summary>The member that is wrong.</summary>
    public string Field { get; } = field;
}
