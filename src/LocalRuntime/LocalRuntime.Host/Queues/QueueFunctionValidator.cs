using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Checks at start-up that the queues a function names are valid and their connections exist.</summary>
internal sealed class QueueFunctionValidator(HostConfiguration configuration) : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (function.Is(BindingTypes.QueueTrigger) && Problem(() => QueueBindings.ResolveTrigger(function, configuration.Settings)) is { } problem)
        {
            yield return problem;
        }

        foreach (var output in function.Outputs.Where(QueueBindings.IsQueue))
        {
            if (Problem(() => QueueBindings.ResolveOutput(output, configuration.Settings)) is { } outputProblem)
            {
                yield return outputProblem;
            }
        }
    }

    private static string? Problem(Func<QueueAddress> resolve)
    {
        try
        {
            resolve();
            return null;
        }
        catch (HostConfigurationException e)
        {
            return e.Message;
        }
    }
}
