namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The data of an invocation's bindings; the host sets it on <see cref="FunctionContext.Features"/> of every invocation.</summary>
internal interface IFunctionBindingsFeature
{
    /// <summary>Metadata of the trigger by name (what <see cref="BindingContext.BindingData"/> shows).</summary>
    IReadOnlyDictionary<string, object?> TriggerMetadata { get; }

    /// <summary>Raw data of the input bindings, the trigger's included, by binding name.</summary>
    IReadOnlyDictionary<string, object?> InputData { get; }

    /// <summary>Values for the output bindings by binding name: <see cref="BindOutputs"/> fills it, middleware may change it.</summary>
    IDictionary<string, object?> OutputBindingData { get; }

    /// <summary>What the function returned, or what remains of it once its parts went to <see cref="OutputBindingData"/>.</summary>
    object? InvocationResult { get; set; }

    /// <summary>Moves what the function returned to <see cref="OutputBindingData"/>, as the function's output bindings ask.</summary>
    void BindOutputs(FunctionContext context);
}
