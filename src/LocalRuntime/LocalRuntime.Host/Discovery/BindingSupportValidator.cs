using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Refuses bindings that this host cannot serve, and parameters of a type their binding cannot fill.</summary>
internal sealed class BindingSupportValidator(IEnumerable<ITriggerListener> listeners, IEnumerable<IOutputBinding> outputs) : IFunctionValidator
{
    private static readonly HashSet<Type> BuiltInTriggers =
        [typeof(HttpTriggerAttribute), typeof(OrchestrationTriggerAttribute), typeof(ActivityTriggerAttribute), typeof(EntityTriggerAttribute)];

    private readonly HashSet<Type> _triggers = [.. BuiltInTriggers, .. listeners.Select(l => l.TriggerType)];
    private readonly HashSet<Type> _outputs = [typeof(HttpResultAttribute), .. outputs.Select(o => o.AttributeType)];

    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (!_triggers.Contains(function.Trigger.GetType()))
        {
            yield return Unsupported("trigger", function.Trigger.GetType(), _triggers);
        }

        foreach (var parameter in function.Parameters.Where(p => p.Binding is InputBindingAttribute and not DurableClientAttribute))
        {
            yield return Unsupported($"input of parameter '{parameter.Name}',", parameter.Binding!.GetType(), [typeof(DurableClientAttribute)]);
        }

        foreach (var output in function.Outputs.Where(o => !_outputs.Contains(o.Attribute.GetType())))
        {
            yield return Unsupported("output", output.Attribute.GetType(), _outputs);
        }

        if (function.Outputs.Any(o => o.Attribute is HttpResultAttribute) && function.Trigger is not HttpTriggerAttribute)
        {
            yield return "its result has a property for an HTTP response, but its trigger is not [HttpTrigger]. Remove the property.";
        }

        foreach (var parameter in function.Parameters)
        {
            if (RequiredType(parameter.Binding) is { } required && !parameter.Type.IsAssignableFrom(required))
            {
                yield return
                    $"parameter '{parameter.Name}' is a {parameter.Type.Name}, but {BindingTypes.InSource(parameter.Binding!.GetType())} fills a {required.Name}. Change its type.";
            }
        }
    }

    private static Type? RequiredType(Attribute? binding) => binding switch
    {
        OrchestrationTriggerAttribute => typeof(TaskOrchestrationContext),
        EntityTriggerAttribute => typeof(TaskEntityDispatcher),
        DurableClientAttribute => typeof(DurableTaskClient),
        _ => null,
    };

    private static string Unsupported(string what, Type attribute, IEnumerable<Type> supported) =>
        $"the {what} {BindingTypes.InSource(attribute)} is not supported by the local runtime, which has "
        + string.Join(", ", supported.Select(BindingTypes.InSource).Order(StringComparer.Ordinal))
        + ". Use one of these, or run the other functions alone with --functions.";
}
