using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LocalRuntime.Contracts.Tests.PublicApi;

internal static class TypeSignature
{
    public static string Of(Type type)
    {
        string name = TypeNames.Of(type);
        string obsolete = Modifiers.Obsolete(type);
        if (typeof(MulticastDelegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"{obsolete}public delegate {MemberSignature.ReturnType(invoke)} {name}({Parameters.Of(invoke)})";
        }

        string access = type.IsNestedFamily ? "protected" : "public";
        string[] bases = [.. Bases(type)];
        string inheritance = bases.Length == 0 ? string.Empty : " : " + string.Join(", ", bases);
        return $"{obsolete}{access} {Kind(type)} {name}{inheritance}{Constraints(type.GetGenericArguments())}";
    }

    public static string Constraints(IEnumerable<Type> typeParameters)
    {
        StringBuilder text = new();
        foreach (Type parameter in typeParameters)
        {
            string[] constraints = [.. ConstraintsOf(parameter)];
            if (constraints.Length > 0)
            {
                text.Append(" where ").Append(parameter.Name).Append(" : ").AppendJoin(", ", constraints);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        bool isStruct = parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isStruct)
        {
            yield return "struct";
        }

        foreach (Type constraint in parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)))
        {
            yield return TypeNames.Of(constraint);
        }

        if (!isStruct && parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsEnum)
        {
            return "enum";
        }

        if (type.IsValueType)
        {
            return type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct";
        }

        string modifier = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => string.Empty,
        };
        return modifier + (type.GetMethod("<Clone>$") is null ? "class" : "record class");
    }

    // Interfaces of base types and of interfaces are part of the listing.
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            yield break;
        }

        if (!type.IsValueType && type.BaseType is { } baseType && baseType != typeof(object))
        {
            yield return TypeNames.Of(baseType);
        }

        foreach (Type implemented in type.GetInterfaces().OrderBy(i => i.FullName ?? i.Name, StringComparer.Ordinal))
        {
            yield return TypeNames.Of(implemented);
        }
    }
}
