using System.Reflection;
using System.Runtime.CompilerServices;

namespace LocalRuntime.Contracts.Tests.PublicApi;

internal static class MemberSignature
{
    private static readonly NullabilityInfoContext _nullability = new();

    public static string Of(ConstructorInfo constructor) =>
        $"{Modifiers.Obsolete(constructor)}{Modifiers.Access(constructor)} "
        + $"{TypeNames.Short(constructor.DeclaringType!)}({Parameters.Of(constructor)})";

    public static string Of(FieldInfo field)
    {
        string access = field.IsPublic ? "public" : "protected";
        string kind = field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty;
        string readOnly = field.IsInitOnly ? "readonly " : string.Empty;
        string value = field.IsLiteral ? $" = {field.GetRawConstantValue()}" : string.Empty;
        string type = TypeNames.Of(field.FieldType, _nullability.Create(field));
        return $"{Modifiers.Obsolete(field)}{access} {kind}{readOnly}{type} {field.Name}{value}";
    }

    public static string Of(PropertyInfo property)
    {
        MethodInfo? getter = Visible(property.GetGetMethod(true));
        MethodInfo? setter = Visible(property.GetSetMethod(true));
        MethodInfo main = getter ?? setter!;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
        string type = TypeNames.Of(property.PropertyType, _nullability.Create(property));
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{Parameters.Of(index)}]";
        string accessors = (getter is null ? string.Empty : "get; ") + (setter is null ? string.Empty : Setter(setter, main));
        return $"{Modifiers.Obsolete(property)}{Modifiers.Of(main)} {required}{type} {name} {{ {accessors}}}";
    }

    public static string Of(MethodInfo method)
    {
        Type[] typeParameters = method.GetGenericArguments();
        string generic = typeParameters.Length == 0 ? string.Empty : $"<{string.Join(", ", typeParameters.Select(t => t.Name))}>";
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty;
        return $"{Modifiers.Obsolete(method)}{Modifiers.Of(method)} {ReturnType(method)} {method.Name}{generic}"
            + $"({extension}{Parameters.Of(method)}){TypeSignature.Constraints(typeParameters)}";
    }

    public static string ReturnType(MethodInfo method) =>
        TypeNames.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));

    private static MethodInfo? Visible(MethodInfo? accessor) => Modifiers.IsVisible(accessor) ? accessor : null;

    private static string Setter(MethodInfo setter, MethodInfo main)
    {
        string access = Modifiers.Access(setter) == Modifiers.Access(main) ? string.Empty : Modifiers.Access(setter) + " ";
        bool isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return access + (isInit ? "init; " : "set; ");
    }
}
