using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Converts single input bindings on demand; the host sets it on <see cref="FunctionContext.Features"/>.</summary>
internal interface IInputBindingResolver
{
    /// <summary>Converts the binding's data to <paramref name="targetType"/>, unless an earlier call or <see cref="Set"/> did.</summary>
    ValueTask<ConversionResult> ResolveAsync(FunctionContext context, BindingMetadata binding, Type targetType);

    /// <summary>Replaces the value that the function's parameter of this name will receive.</summary>
    void Set(string bindingName, object? value);
}
