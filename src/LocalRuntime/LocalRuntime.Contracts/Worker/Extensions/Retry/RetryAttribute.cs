using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The base of the retry policies of a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    [SuppressMessage("Design", "CA1012:Abstract types should not have public constructors", Justification = "The official signature.")]
    public RetryAttribute()
    {
    }

    /// <summary>How many times a failed invocation is tried again; -1 for no limit.</summary>
    public int MaxRetryCount { get; set; }
}
