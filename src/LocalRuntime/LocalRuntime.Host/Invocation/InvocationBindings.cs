namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Inputs, result and outputs of one invocation; what implements the worker's bindings feature is derived from it.</summary>
internal class InvocationBindings
{
    private LocalInvocation? _invocation;
    private Dictionary<string, object?>? _inputs;

    public IReadOnlyDictionary<string, object?> TriggerMetadata => Invocation.Input.BindingData;

    public IReadOnlyDictionary<string, object?> InputData => _inputs ??=
        new(StringComparer.OrdinalIgnoreCase) { [Invocation.Function.Trigger.Name] = TriggerValue };

    public IDictionary<string, object?> OutputBindingData => field ??= new Dictionary<string, object?>();

    /// <summary>The worker's own object that takes the outputs out of the result.</summary>
    public object OutputBindingsInfo => Invocation.Function.OutputBindingsInfo;

    public object? InvocationResult { get; set; }

    /// <summary>The raw value of the trigger parameter; may be replaced before the pipeline runs.</summary>
    public object? TriggerValue { get; set; }

    private LocalInvocation Invocation => _invocation ?? throw new InvalidOperationException("The bindings belong to no invocation yet.");

    public void Start(LocalInvocation invocation) => (_invocation, TriggerValue) = (invocation, invocation.Input.Value);

    /// <summary>What the output is to hold: the value of its property, or for <see cref="Discovery.FunctionBinding.ReturnName"/> the result.</summary>
    public object? ValueOf(Discovery.FunctionBinding output) =>
        OutputBindingData.TryGetValue(output.Name, out var value) ? value : output.IsReturn ? InvocationResult : null;
}
