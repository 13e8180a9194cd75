using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;

namespace LocalRuntime.Contracts.Tests.Worker.Fakes;

/// <summary>Bindings as the host provides them: inputs are converted by a cast, and <c>BindOutputs</c> is counted.</summary>
internal sealed class FakeBindings : IFunctionBindingsFeature, IInputBindingResolver
{
    public Dictionary<string, object?> Inputs { get; } = [];

    public int OutputsBound { get; private set; }

    public IReadOnlyDictionary<string, object?> TriggerMetadata { get; } = new Dictionary<string, object?>();

    public IReadOnlyDictionary<string, object?> InputData => Inputs;

    public IDictionary<string, object?> OutputBindingData { get; } = new Dictionary<string, object?>();

    public object? InvocationResult { get; set; }

    public void BindOutputs(FunctionContext context) => OutputsBound++;

    public ValueTask<ConversionResult> ResolveAsync(FunctionContext context, BindingMetadata binding, Type targetType) =>
        new(targetType.IsInstanceOfType(Inputs[binding.Name])
            ? ConversionResult.Success(Inputs[binding.Name])
            : ConversionResult.Unhandled());

    public void Set(string bindingName, object? value) => Inputs[bindingName] = value;
}
