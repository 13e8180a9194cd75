namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Binds the arguments of an invocation.</summary>
public interface IFunctionInputBindingFeature
{
    /// <summary>Binds the arguments once; later calls return the same result.</summary>
    ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
}
