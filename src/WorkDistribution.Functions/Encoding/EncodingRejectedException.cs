namespace WorkDistribution.Functions.Encodings;

/// <summary>An encoding that cannot be done as asked. The requester can mend it; trying again cannot.</summary>
/// <param name="field">The field of the request that is to blame.</param>
/// <param name="message">What is wrong and what to do about it.</param>
internal sealed class EncodingRejectedException(string field, string message) : Exception(message)
{
    /// <summary>The field of the request that is to blame.</summary>
    public string Field { get; } = field;
}
