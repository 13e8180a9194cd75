using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Prints the functions as <c>func start</c> does, then the line that tools wait for.</summary>
internal sealed class StartupBanner(IFunctionCatalog catalog, HostOptions options, HostCommandLine commandLine, HostAddress address)
{
    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        foreach (var function in catalog.Functions.OrderBy(f => f.Is(BindingTypes.HttpTrigger) ? 0 : 1))
        {
            output.WriteLine($"\t{function.Name}: {Describe(function)}");
            output.WriteLine();
        }

        if (commandLine.Durable is { } durable)
        {
            output.WriteLine($"Durable clients use the engine of {durable}");
        }

        output.WriteLine($"Host listening on {address.Url}");
        output.Flush();
    }

    private string Describe(FunctionDescriptor function)
    {
        if (!function.Is(BindingTypes.HttpTrigger))
        {
            return function.TriggerType;
        }

        var methods = FunctionRoute.MethodsOf(function);
        var route = FunctionRoute.PathOf(function, options.Http);
        return methods.Count == 0 ? $"{address.Url}/{route}" : $"[{string.Join(',', methods)}] {address.Url}/{route}";
    }
}
