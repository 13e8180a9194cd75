using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>What the app's functions are to the durable engine.</summary>
internal static class DurableNames
{
    private static readonly (string Trigger, string Property)[] Kinds =
    [
        (BindingTypes.OrchestrationTrigger, "orchestration"), (BindingTypes.ActivityTrigger, "activity"), (BindingTypes.EntityTrigger, "entityName"),
    ];

    /// <summary>Whether the engine runs the function.</summary>
    public static bool IsDurable(FunctionDescriptor function) => Array.Exists(Kinds, kind => function.Is(kind.Trigger));

    /// <summary>Whether the function has a client of the engine.</summary>
    public static bool HasClient(FunctionDescriptor function) =>
        function.Inputs.Any(b => b.Type.Equals(BindingTypes.DurableClient, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name a Durable function goes by: that of its trigger if it has one, else the function's.</summary>
    public static string Of(FunctionDescriptor function)
    {
        var kind = Array.Find(Kinds, kind => function.Is(kind.Trigger));
        return kind.Property is null ? function.Name : function.Trigger.Text(kind.Property) ?? function.Name;
    }
}
