using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>Keeps functions that need an engine out of a host that has none.</summary>
internal sealed class RemoteDurableValidator(HostCommandLine commandLine) : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (commandLine.Durable is { } url && DurableNames.IsDurable(function))
        {
            yield return $"its trigger needs the durable engine, which with --durable is that of {url}. Name the functions that this host is to run with --functions, without it.";
        }
    }
}
