namespace Microsoft.Azure.Functions.Worker;

/// <summary>The direction of a binding.</summary>
public enum BindingDirection
{
    /// <summary>Data comes to the function.</summary>
    In = 0,

    /// <summary>Data leaves the function.</summary>
    Out = 1,
}
