using System.Globalization;
using System.Reflection;

namespace LocalRuntime.Contracts.Tests.PublicApi;

internal static class Parameters
{
    private static readonly NullabilityInfoContext _nullability = new();

    public static string Of(MethodBase method) => Of(method.GetParameters());

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    private static string Of(ParameterInfo parameter)
    {
        string array = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        string passing = !parameter.ParameterType.IsByRef ? string.Empty : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string type = TypeNames.Of(parameter.ParameterType, _nullability.Create(parameter));
        string value = parameter.HasDefaultValue ? " = " + Literal(parameter) : string.Empty;
        return $"{array}{passing}{type} {parameter.Name}{value}";
    }

    private static string Literal(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null when parameter.ParameterType is { IsValueType: true, IsGenericType: false } => "default",
        null => "null",
        string text => $"\"{text}\"",
        true => "true",
        false => "false",
        object other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };
}
