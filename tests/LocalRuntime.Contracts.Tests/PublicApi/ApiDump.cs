using System.Reflection;

namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>Lists what an assembly shows to others, one line a type or member, in the format of the official listing.</summary>
internal static class ApiDump
{
    private const BindingFlags DeclaredMembers =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly, Func<Type, bool> isIncluded) =>
        assembly.GetTypes().Where(type => IsVisible(type) && isIncluded(type)).SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type)
    {
        string name = TypeNames.Of(type);
        return Signatures(type).Select(signature => $"{name} :: {signature}");
    }

    private static IEnumerable<string> Signatures(Type type)
    {
        yield return "type " + TypeSignature.Of(type);
        if (typeof(MulticastDelegate).IsAssignableFrom(type))
        {
            yield break;
        }

        if (type.IsEnum)
        {
            foreach (FieldInfo field in type.GetFields(DeclaredMembers).Where(field => field.IsLiteral))
            {
                yield return $"{Modifiers.Obsolete(field)}{field.Name} = {field.GetRawConstantValue()}";
            }

            yield break;
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(DeclaredMembers).Where(c => !c.IsStatic && Modifiers.IsVisible(c)))
        {
            yield return MemberSignature.Of(constructor);
        }

        foreach (FieldInfo field in type.GetFields(DeclaredMembers).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
        {
            yield return MemberSignature.Of(field);
        }

        foreach (PropertyInfo property in type.GetProperties(DeclaredMembers).Where(p => p.GetAccessors(true).Any(Modifiers.IsVisible)))
        {
            yield return MemberSignature.Of(property);
        }

        foreach (EventInfo e in type.GetEvents(DeclaredMembers).Where(e => Modifiers.IsVisible(e.GetAddMethod(true))))
        {
            yield return $"{Modifiers.Of(e.GetAddMethod(true)!)} event {TypeNames.Of(e.EventHandlerType!)} {e.Name}";
        }

        foreach (MethodInfo method in type.GetMethods(DeclaredMembers).Where(IsListed))
        {
            yield return MemberSignature.Of(method);
        }
    }

    // Accessors are listed with their property; names in angle brackets are the compiler's.
    private static bool IsListed(MethodInfo method) =>
        Modifiers.IsVisible(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.Name.StartsWith('<');

    private static bool IsVisible(Type type)
    {
        bool self = type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem;
        return self && (type.DeclaringType is null || IsVisible(type.DeclaringType));
    }
}
