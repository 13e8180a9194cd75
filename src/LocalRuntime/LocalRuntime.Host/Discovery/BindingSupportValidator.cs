namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Refuses bindings that this host cannot serve.</summary>
internal sealed class BindingSupportValidator : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (!BindingTypes.Contains(BindingTypes.Triggers, function.TriggerType))
        {
            yield return Unsupported(function, "trigger", function.TriggerType, BindingTypes.Triggers);
        }

        foreach (var input in function.Inputs.Where(b => b != function.Trigger && !BindingTypes.Contains(BindingTypes.Inputs, b.Type)))
        {
            yield return Unsupported(function, $"input '{input.Name}' of type", input.Type, BindingTypes.Inputs);
        }

        foreach (var output in function.Outputs.Where(b => !BindingTypes.Contains(BindingTypes.Outputs, b.Type)))
        {
            yield return Unsupported(function, $"output '{output.Name}' of type", output.Type, BindingTypes.Outputs);
        }
    }

    private static string Unsupported(FunctionDescriptor function, string what, string type, IReadOnlyList<string> supported) =>
        $"the {what} '{type}' is not supported by the local runtime, which has {string.Join(", ", supported)}. "
        + $"Use one of these, or leave the function out by the setting AzureWebJobs.{function.Name}.Disabled=true.";
}
