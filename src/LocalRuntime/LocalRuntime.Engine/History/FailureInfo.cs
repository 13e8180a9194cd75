namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>
/// A failure as it is stored: what the official failure details carry, plus whether a retry can help. Properties are in
/// the form of <see cref="FailureProperties"/>.
/// </summary>
internal sealed record FailureInfo(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    FailureInfo? Inner = null,
    bool IsNonRetriable = false,
    string? Properties = null);
