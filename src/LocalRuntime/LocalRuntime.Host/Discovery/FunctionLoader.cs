using System.Reflection;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Gives functions to the official worker, as a host does when it loads them.</summary>
internal sealed class FunctionLoader(OfficialWorker worker, string appDirectory)
{
    /// <summary>Loads the function; returns what keeps the worker from it, or null.</summary>
    public string? Load(FunctionDescriptor function)
    {
        var assembly = Path.GetFullPath(function.ScriptFile, appDirectory);
        MethodInfo method;
        try
        {
            method = worker.GetMethod(assembly, function.EntryPoint);
        }
        catch (AmbiguousMatchException)
        {
            return "the worker finds more than one public method of that name, one of which may be inherited. Rename the method; [Function] keeps the function's name.";
        }
        catch (Exception e)
        {
            return $"the worker cannot find its method: {e.Message} Make the method public, and its class one that is not nested in another.";
        }

        if (method.ContainsGenericParameters)
        {
            return "the method or its class is generic, so nobody could say for which type. Make it a plain method.";
        }

        function.Definition = new LocalFunctionDefinition(function, method, assembly);
        function.OutputBindingsInfo = worker.GetOutputBindings(function.Definition);
        worker.Load(function.Definition);
        return null;
    }
}
