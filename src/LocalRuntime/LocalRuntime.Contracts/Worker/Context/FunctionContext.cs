namespace Microsoft.Azure.Functions.Worker;

/// <summary>The context of one function invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>The identifier of this invocation, unique per invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The identifier of the function, stable for as long as its name and entry point are.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed tracing context of this invocation.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The binding information of this invocation.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often this invocation was retried, and how often it may be.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The definition of the function being invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A bag shared by the middleware and the function of this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>The features of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host stops or the caller gave up.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
