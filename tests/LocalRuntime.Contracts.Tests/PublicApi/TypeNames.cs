using System.Reflection;

namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>Writes types with their full names, C# keywords for the built-in ones, and question marks where null is allowed.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        // The listing writes what is passed by reference without its nullability.
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        bool allowsNull = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType;
        return Plain(type, nullability) + (allowsNull ? "?" : string.Empty);
    }

    /// <summary>The name without the number of type parameters.</summary>
    public static string Short(Type type)
    {
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, nullability?.GenericTypeArguments.FirstOrDefault()) + "?";
        }

        string prefix = type.DeclaringType is { } outer ? Of(outer) + "." : type.Namespace is { } space ? space + "." : string.Empty;
        return prefix + Short(type) + Arguments(type, nullability);
    }

    private static string Arguments(Type type, NullabilityInfo? nullability)
    {
        Type[] all = type.GetGenericArguments();
        int inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        if (all.Length <= inherited)
        {
            return string.Empty;
        }

        bool known = nullability?.GenericTypeArguments.Length == all.Length;
        IEnumerable<string> own = Enumerable.Range(inherited, all.Length - inherited)
            .Select(i => Of(all[i], known ? nullability!.GenericTypeArguments[i] : null));
        return $"<{string.Join(", ", own)}>";
    }
}
