using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace LocalRuntime.Contracts.Tests.PublicApi;

internal static class Modifiers
{
    public static bool IsVisible([NotNullWhen(true)] MethodBase? method) =>
        method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    public static string Access(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamilyOrAssembly ? "protected internal" : "protected";

    public static string Of(MethodInfo method)
    {
        string access = Access(method);
        bool isNew = method.Attributes.HasFlag(MethodAttributes.NewSlot);
        return method switch
        {
            { IsStatic: true } => access + " static",
            { DeclaringType.IsInterface: true } => access,
            { IsAbstract: true } => access + " abstract",
            { IsVirtual: true, IsFinal: false } => access + (isNew ? " virtual" : " override"),
            { IsVirtual: true } when !isNew => access + " sealed override",
            _ => access,
        };
    }

    public static string Obsolete(MemberInfo member) =>
        member.IsDefined(typeof(ObsoleteAttribute), inherit: false) ? "[Obsolete] " : string.Empty;
}
