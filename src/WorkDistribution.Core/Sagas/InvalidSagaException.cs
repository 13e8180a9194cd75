namespace WorkDistribution.Core.Sagas;

/// <summary>A saga's definition cannot be run.</summary>
/// <param name="saga">Its name.</param>
/// <param name="problems">What is wrong, each naming its step.</param>
public sealed class InvalidSagaException(string saga, IReadOnlyList<string> problems)
    : Exception($"The saga '{saga}' is not valid. {string.Join(' ', problems)}")
{
    /// <summary>What is wrong, each naming its step.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
