using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>A function as the worker's pipeline sees it: the bindings of its metadata and the parameters of its method.</summary>
internal sealed class LocalFunctionDefinition(FunctionDescriptor function, MethodInfo method, string assembly) : FunctionDefinition
{
    public override string Id => function.Id;

    public override string Name => function.Name;

    public override string EntryPoint => function.EntryPoint;

    public override string PathToAssembly => assembly;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Where(p => p.Name is not null).Select(p => Parameter(p, function))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        function.Inputs.ToImmutableDictionary(b => b.Name, BindingMetadata (b) => b);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        function.Outputs.ToImmutableDictionary(b => b.Name, BindingMetadata (b) => b);

    private static FunctionParameter Parameter(ParameterInfo parameter, FunctionDescriptor function) => new(
        parameter.Name!,
        parameter.ParameterType,
        parameter.HasDefaultValue,
        parameter.HasDefaultValue ? parameter.DefaultValue : null,
        Properties(parameter, function));

    private static ImmutableDictionary<string, object> Properties(ParameterInfo parameter, FunctionDescriptor function)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, object>();
        if (parameter.GetCustomAttribute<InputConverterAttribute>() is { } converter)
        {
            properties[OfficialInternals.ConverterTypeKey] = converter.ConverterType.AssemblyQualifiedName!;
            return properties.ToImmutable();
        }

        if (parameter.GetCustomAttributes().OfType<BindingAttribute>().FirstOrDefault(b => b is InputBindingAttribute or TriggerBindingAttribute) is not { } binding)
        {
            return properties.ToImmutable();
        }

        var converters = binding.GetType().GetCustomAttributes<InputConverterAttribute>().Select(a => a.ConverterType).ToList();
        properties[OfficialInternals.BindingAttributeKey] = binding;
        if (converters is [var single] && TargetTypes(single).Count == 0)
        {
            // Asked first and for any type, as it would be from the list, but found without a search for each invocation.
            properties[OfficialInternals.ConverterTypeKey] = single.AssemblyQualifiedName!;
        }
        else
        {
            properties[OfficialInternals.BindingConvertersKey] = converters.ToDictionary(c => c, TargetTypes);
        }

        if (converters.Count > 0)
        {
            properties[OfficialInternals.ConverterFallbackKey] =
                binding.GetType().GetCustomAttribute<ConverterFallbackBehaviorAttribute>()?.Behavior ?? ConverterFallbackBehavior.Allow;
        }

        if (function.Inputs.Any(b => b.Name == parameter.Name && b.Type.Equals(BindingTypes.DurableClient, StringComparison.OrdinalIgnoreCase)))
        {
            // The official converter would open a channel to a host's engine.
            properties[OfficialInternals.ConverterTypeKey] = typeof(DurableClientConverter).AssemblyQualifiedName!;
        }

        return properties.ToImmutable();
    }

    private static List<Type> TargetTypes(Type converter) =>
        [.. converter.GetCustomAttributes<SupportedTargetTypeAttribute>().Select(a => a.TargetType)];
}
