using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Durable;

namespace WorkDistribution.LocalRuntime.Host.Bindings;

/// <summary>
/// Finds the converter for a value: the one that the parameter or its type names, then those of its binding attribute, then, unless
/// the attribute forbids it, those of <see cref="WorkerOptions.InputConverters"/> in order.
/// </summary>
internal sealed class InputConverters(IOptions<WorkerOptions> options, IServiceProvider services)
{
    // In the official packages these stand as [InputConverter] on the attributes; here the converters live in the host.
    private static readonly Dictionary<Type, Type> BindingConverters = new()
    {
        [typeof(ActivityTriggerAttribute)] = typeof(ActivityInputConverter),
        [typeof(DurableClientAttribute)] = typeof(DurableClientConverter),
    };

    private readonly ConcurrentDictionary<Type, IInputConverter> _instances = new();
    private readonly ConcurrentDictionary<Type, Type?> _converterOfType = new();
    private readonly ConcurrentDictionary<Type, IReadOnlyList<OfferedConverter>> _offered = new();

    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (NamedConverter(context) is { } named && await TryAsync(named, context) is { Status: not ConversionStatus.Unhandled } byName)
        {
            return byName;
        }

        if (context.Properties.TryGetValue(ConverterPropertyKeys.BindingAttribute, out var attribute))
        {
            foreach (var offered in _offered.GetOrAdd(attribute.GetType(), OfferedBy))
            {
                if (offered.Supports(context.TargetType)
                    && await TryAsync(offered.Converter, context) is { Status: not ConversionStatus.Unhandled } byBinding)
                {
                    return byBinding;
                }
            }
        }

        return IsFallbackAllowed(context) ? await FallBackAsync(context) : ConversionResult.Unhandled();
    }

    private static bool IsFallbackAllowed(ConverterContext context) =>
        !context.Properties.TryGetValue(ConverterPropertyKeys.ConverterFallbackBehavior, out var behavior)
        || behavior is not ConverterFallbackBehavior.Disallow;

    private async ValueTask<ConversionResult> FallBackAsync(ConverterContext context)
    {
        foreach (var type in options.Value.InputConverters)
        {
            if (await TryAsync(type, context) is { Status: not ConversionStatus.Unhandled } result)
            {
                return result;
            }
        }

        return ConversionResult.Unhandled();
    }

    private ValueTask<ConversionResult> TryAsync(Type converter, ConverterContext context) => Instance(converter).ConvertAsync(context);

    private Type? NamedConverter(ConverterContext context)
    {
        if (context.Properties.TryGetValue(ConverterPropertyKeys.ConverterType, out var name) && name is string typeName)
        {
            return Type.GetType(typeName)
                ?? throw new InvalidOperationException($"The input converter '{typeName}' cannot be loaded. Check that its assembly is deployed.");
        }

        return _converterOfType.GetOrAdd(
            context.TargetType, static t => t.GetCustomAttribute<InputConverterAttribute>(inherit: true)?.ConverterType);
    }

    private IReadOnlyList<OfferedConverter> OfferedBy(Type attribute)
    {
        var converters = attribute.GetCustomAttributes<InputConverterAttribute>().Select(a => a.ConverterType);
        if (BindingConverters.TryGetValue(attribute, out var builtIn))
        {
            converters = converters.Prepend(builtIn);
        }

        return [.. converters.Select(c => new OfferedConverter(
            c, [.. c.GetCustomAttributes<SupportedTargetTypeAttribute>().Select(s => s.TargetType)]))];
    }

    private IInputConverter Instance(Type type) => _instances.GetOrAdd(type, t =>
        typeof(IInputConverter).IsAssignableFrom(t)
            ? (IInputConverter)ActivatorUtilities.GetServiceOrCreateInstance(services, t)
            : throw new InvalidOperationException($"{t.Name} must implement {typeof(IInputConverter)} to be used as an input converter."));

    private sealed record OfferedConverter(Type Converter, HashSet<Type> Types)
    {
        public bool Supports(Type target) => Types.Count == 0 || Types.Contains(target);
    }
}
