using System.Reflection;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>One function of the app, as found by reflection at start-up. Immutable.</summary>
internal sealed class FunctionDescriptor
{
    /// <summary>The name of <c>[Function(name)]</c>, unique in the app without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>A stable id: a function keeps it across restarts as long as it keeps its name.</summary>
    public required string Id { get; init; }

    /// <summary>The method that carries <c>[Function]</c>; static or of an instance.</summary>
    public required MethodInfo Method { get; init; }

    /// <summary>All parameters of <see cref="Method"/>, in order.</summary>
    public required IReadOnlyList<ParameterDescriptor> Parameters { get; init; }

    /// <summary>The parameter that carries <see cref="Trigger"/>.</summary>
    public required ParameterDescriptor TriggerParameter { get; init; }

    /// <summary>The official trigger attribute, e.g. <c>QueueTriggerAttribute</c>; see <see cref="GetTrigger{T}"/>.</summary>
    public required Attribute Trigger { get; init; }

    /// <summary>The official binding type of the trigger, as in function.json: <c>queueTrigger</c>, <c>httpTrigger</c>, ….</summary>
    public required string TriggerType { get; init; }

    /// <summary>The official retry attribute (<c>FixedDelayRetry</c>, <c>ExponentialBackoffRetry</c>), if any.</summary>
    public Attribute? Retry { get; init; }

    /// <summary>Output bindings of the method (named <c>$return</c>) or of the properties of its result class.</summary>
    public required IReadOnlyList<OutputDescriptor> Outputs { get; init; }

    /// <summary>The namespace-qualified entry point, e.g. <c>MyApp.Orders.Run</c>.</summary>
    public string EntryPoint => $"{Method.DeclaringType?.FullName}.{Method.Name}";

    /// <summary>The trigger attribute if it is a <typeparamref name="T"/>, else null.</summary>
    public T? GetTrigger<T>()
        where T : Attribute => Trigger as T;

    public override string ToString() => Name;
}
