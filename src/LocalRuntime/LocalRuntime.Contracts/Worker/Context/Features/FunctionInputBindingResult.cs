using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The bound arguments of an invocation.</summary>
public class FunctionInputBindingResult
{
    /// <summary>Creates the result; <paramref name="values"/> are in the order of the function's parameters.</summary>
    public FunctionInputBindingResult(object?[] values)
    {
        Values = values;
    }

    /// <summary>The arguments in the order of the function's parameters. Middleware may replace elements.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The official signature.")]
    public object?[] Values { get; }
}
