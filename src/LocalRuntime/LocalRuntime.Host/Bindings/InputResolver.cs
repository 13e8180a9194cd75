using System.Collections.ObjectModel;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Bindings;

/// <summary>Binds the arguments of one invocation: each value is converted once, and middleware may look at it or replace it first.</summary>
internal sealed class InputResolver(LocalFunctionContext invocation, InputConverters converters) : IInputBindingResolver, IFunctionInputBindingFeature
{
    private readonly Dictionary<string, ConversionResult> _values = new(StringComparer.OrdinalIgnoreCase);
    private FunctionInputBindingResult? _arguments;

    public void Set(string bindingName, object? value) => _values[bindingName] = ConversionResult.Success(value);

    public async ValueTask<ConversionResult> ResolveAsync(FunctionContext context, BindingMetadata binding, Type targetType)
    {
        if (_values.TryGetValue(binding.Name, out var known))
        {
            return known;
        }

        var result = await converters.ConvertAsync(new LocalConverterContext(
            targetType, Source(binding.Name), context, ReadOnlyDictionary<string, object>.Empty));
        if (result.Status == ConversionStatus.Unhandled
            && context.FunctionDefinition.Parameters.FirstOrDefault(p => p.Name == binding.Name) is { } parameter)
        {
            result = await ConvertAsync(context, parameter);
        }

        return _values[binding.Name] = result;
    }

    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        if (_arguments is not null)
        {
            return _arguments;
        }

        var parameters = context.FunctionDefinition.Parameters;
        var arguments = new object?[parameters.Length];
        List<string>? errors = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            var result = await ConvertAsync(context, parameter);
            if (Describe(parameter, result) is { } error)
            {
                (errors ??= []).Add(error);
            }

            arguments[i] = result.Status switch
            {
                ConversionStatus.Succeeded => result.Value,
                ConversionStatus.Unhandled when parameter.HasDefaultValue => parameter.DefaultValue,
                _ => null,
            };
        }

        return errors is null
            ? _arguments = new FunctionInputBindingResult(arguments)
            : throw new FunctionInputConverterException(
                $"Error converting {errors.Count} input parameters for Function '{context.FunctionDefinition.Name}': {string.Join(Environment.NewLine, errors)}");
    }

    private string? Describe(FunctionParameter parameter, ConversionResult result) => result.Status switch
    {
        ConversionStatus.Failed when Source(parameter.Name) is { } source =>
            $"Cannot convert input parameter '{parameter.Name}' to type '{parameter.Type.FullName}' from type '{source.GetType().FullName}'. Error:{result.Error}",
        ConversionStatus.Unhandled when !parameter.HasDefaultValue && !parameter.IsReferenceOrNullableType =>
            $"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.",
        _ => null,
    };

    private async ValueTask<ConversionResult> ConvertAsync(FunctionContext context, FunctionParameter parameter)
    {
        if (!_values.TryGetValue(parameter.Name, out var result))
        {
            result = IsNative(parameter)
                ? ConversionResult.Success(invocation.Input.NativeValue)
                : await converters.ConvertAsync(new LocalConverterContext(
                    parameter.Type, Source(parameter.Name), context, parameter.Properties));
            _values[parameter.Name] = result;
        }

        return result;
    }

    private bool IsNative(FunctionParameter parameter) =>
        invocation.Input.NativeValue is { } native
        && parameter.Type.IsInstanceOfType(native)
        && parameter.Type != typeof(object)
        && parameter.Name == invocation.Function.TriggerParameter.Name;

    private object? Source(string name)
    {
        var bindings = invocation.Features.Get<IFunctionBindingsFeature>();
        return bindings is null ? null
            : bindings.InputData.TryGetValue(name, out var value) && value is not null ? value
            : bindings.TriggerMetadata.GetValueOrDefault(name);
    }
}
