using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the inputs, the result and the outputs of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>Converts the data of an input binding to <typeparamref name="T"/>; setting the value replaces the argument.</summary>
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(this FunctionContext context, BindingMetadata bindingMetadata)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bindingMetadata);

        IInputBindingResolver resolver = context.Features.GetRequired<IInputBindingResolver>();
        ConversionResult result = await resolver.ResolveAsync(context, bindingMetadata, typeof(T));
        return new ResolvedInputBindingData<T>(resolver, bindingMetadata, (T?)result.Value);
    }

    /// <summary>The value the function returned; setting it replaces the value.</summary>
    /// <exception cref="InvalidOperationException">The function returned something that is not a <typeparamref name="T"/>.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        object? result = GetBindings(context).InvocationResult;
        return result is T typed
            ? new FeatureInvocationResult<T>(context, typed)
            : throw new InvalidOperationException(
                $"The invocation result was asked for as {typeof(T)}, but it is {result?.GetType().ToString() ?? "null"}.");
    }

    /// <summary>The value the function returned; setting it replaces the value.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new FeatureInvocationResult(context, GetBindings(context).InvocationResult);

    /// <summary>The output bindings of the function; those that hold no <typeparamref name="T"/> have the default value.</summary>
    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        IFunctionBindingsFeature bindings = GetBindings(context);
        foreach ((string name, BindingMetadata metadata) in context.FunctionDefinition.OutputBindings)
        {
            T? value = bindings.OutputBindingData.TryGetValue(name, out object? data) && data is T typed ? typed : default;
            yield return new FeatureOutputBindingData<T>(context, name, value, metadata.Type);
        }
    }

    internal static IFunctionBindingsFeature GetBindings(this FunctionContext context) =>
        context.Features.GetRequired<IFunctionBindingsFeature>();
}
