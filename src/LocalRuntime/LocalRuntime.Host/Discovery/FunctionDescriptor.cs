using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>One function of the app, as the official metadata describe it. Immutable.</summary>
internal sealed class FunctionDescriptor
{
    /// <summary>The name of <c>[Function(name)]</c>, unique in the app without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The official id of the function: the same in every start of the same build.</summary>
    public required string Id { get; init; }

    /// <summary>The namespace-qualified entry point, e.g. <c>MyApp.Orders.Run</c>.</summary>
    public required string EntryPoint { get; init; }

    /// <summary>The file name of the assembly with the entry point.</summary>
    public required string ScriptFile { get; init; }

    public required FunctionBinding Trigger { get; init; }

    /// <summary>Input bindings, the trigger among them.</summary>
    public required IReadOnlyList<FunctionBinding> Inputs { get; init; }

    public required IReadOnlyList<FunctionBinding> Outputs { get; init; }

    /// <summary>The function-level retry policy, if any.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The official type of the trigger, as in function.json: <c>queueTrigger</c>, <c>httpTrigger</c>, …</summary>
    public string TriggerType => Trigger.Type;

    /// <summary>The worker's own view of the function; set when the worker has loaded it.</summary>
    public FunctionDefinition Definition { get; set; } = null!;

    /// <summary>The worker's own object that takes the outputs out of a result; set when the worker has loaded the function.</summary>
    public object OutputBindingsInfo { get; set; } = null!;

    public bool Is(string triggerType) => TriggerType.Equals(triggerType, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Name;
}
