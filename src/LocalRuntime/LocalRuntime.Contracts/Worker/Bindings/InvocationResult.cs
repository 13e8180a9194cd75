namespace Microsoft.Azure.Functions.Worker;

/// <summary>The value a function returned.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}
