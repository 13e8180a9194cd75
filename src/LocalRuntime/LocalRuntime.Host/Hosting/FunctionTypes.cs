using System.Reflection;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Where to look for functions. A singleton service, replaced in tests.</summary>
internal sealed class FunctionTypes(Func<IEnumerable<Type>> find)
{
    public IEnumerable<Type> Find() => find();

    public static FunctionTypes OfEntryAssembly() => new(() =>
    {
        var entry = Assembly.GetEntryAssembly()
            ?? throw new HostStartupException("The process has no entry assembly, so there is no app to look for functions in.");
        return FunctionAssemblies.Find(entry).SelectMany(TypesOf);
    });

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            var reasons = e.LoaderExceptions.OfType<Exception>().Select(l => l.Message).Distinct();
            throw new HostStartupException($"The types of {assembly.GetName().Name} cannot be loaded: {string.Join(' ', reasons)}", e);
        }
    }
}
