namespace Microsoft.Azure.Functions.Worker;

/// <summary>Identifies one invocation of a function.</summary>
public abstract class FunctionInvocation
{
    /// <summary>The identifier of the invocation.</summary>
    public abstract string Id { get; }

    /// <summary>The identifier of the function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed tracing context of the invocation.</summary>
    public abstract TraceContext TraceContext { get; }
}
