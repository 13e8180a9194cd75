using System.Reflection;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>Looks up what is not public in an official package; what is missing ends the start with one sentence.</summary>
internal sealed class OfficialAssembly(Assembly assembly, string package, string expectedVersion)
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public Type Type(string name) => assembly.GetType(name) ?? throw Missing(name);

    public MethodInfo Method(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, Any, parameters) ?? throw Missing($"{type.FullName}.{name}");

    public ConstructorInfo Constructor(Type type, int parameters) =>
        Array.Find(type.GetConstructors(Any), c => c.GetParameters().Length == parameters) ?? throw Missing($"{type.FullName}.ctor");

    public FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw Missing($"{type.FullName}.{name}");

    private HostStartupException Missing(string name) => new(
        $"The local runtime needs '{name}', which {package} {expectedVersion} has and {Found} does not. Reference {package} {expectedVersion}, or another version of the local runtime.");

    private string Found =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString() ?? "the version here";
}
