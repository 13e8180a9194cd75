using System.Collections.ObjectModel;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Inputs, result and outputs of one invocation.</summary>
internal sealed class BindingsFeature(LocalFunctionContext context) : IFunctionBindingsFeature
{
    public IReadOnlyDictionary<string, object?> TriggerMetadata => context.Input.BindingData;

    public IReadOnlyDictionary<string, object?> InputData => field ??= CreateInputData();

    public IDictionary<string, object?> OutputBindingData => field ??= new Dictionary<string, object?>();

    public object? InvocationResult { get; set; }

    public void BindOutputs(FunctionContext functionContext)
    {
        var outputs = context.Function.Outputs;
        if (InvocationResult is not { } result || outputs is [] or [{ Property: null }])
        {
            return;
        }

        foreach (var output in outputs)
        {
            // By name, as the result may be of a class derived from the declared one, or a replacement made by middleware.
            var property = result.GetType().GetProperty(output.Name)
                ?? throw new InvalidOperationException(
                    $"The result of function '{context.Function.Name}' is a {result.GetType()}, which has no property '{output.Name}' for its output binding.");
            if (property.GetValue(result) is { } value)
            {
                OutputBindingData[output.Name] = value;
            }
        }

        InvocationResult = null;
    }

    /// <summary>What the output is to hold: the value of its property, or for <see cref="OutputDescriptor.ReturnName"/> the result.</summary>
    public object? ValueOf(OutputDescriptor output) =>
        OutputBindingData.TryGetValue(output.Name, out var value) ? value : output.Property is null ? InvocationResult : null;

    private ReadOnlyDictionary<string, object?> CreateInputData()
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            [context.Function.TriggerParameter.Name] = context.TriggerValue,
        };
        return data.AsReadOnly();
    }
}
