using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>How an invocation ended. Output bindings have been sent when <see cref="Succeeded"/> is true.</summary>
internal sealed class InvocationOutcome
{
    public required string InvocationId { get; init; }

    /// <summary>The function's result, after middleware had its chance to replace it; null on failure.</summary>
    public object? ReturnValue { get; init; }

    /// <summary>Why it failed: the function's exception, a conversion that failed, or an output that could not be sent.</summary>
    public Exception? Exception { get; init; }

    [MemberNotNullWhen(false, nameof(Exception))]
    public bool Succeeded => Exception is null;
}
