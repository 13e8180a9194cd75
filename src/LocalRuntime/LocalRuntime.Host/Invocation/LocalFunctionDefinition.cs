using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The official view of a <see cref="FunctionDescriptor"/>. One for each function, shared by its invocations.</summary>
internal sealed class LocalFunctionDefinition(FunctionDescriptor function) : FunctionDefinition
{
    public override string Id => function.Id;

    public override string Name => function.Name;

    public override string EntryPoint => function.EntryPoint;

    public override string PathToAssembly { get; } = function.Method.Module.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Parameters.Select(Parameter)];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = function.Parameters
        .Where(p => p.Binding is not null)
        .ToImmutableDictionary(
            p => p.Name, BindingMetadata (p) => new LocalBindingMetadata(p.Name, BindingTypes.NameOf(p.Binding!), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = function.Outputs
        .ToImmutableDictionary(o => o.Name, BindingMetadata (o) => new LocalBindingMetadata(o.Name, o.BindingType, BindingDirection.Out));

    private static FunctionParameter Parameter(ParameterDescriptor parameter)
    {
        var reflected = parameter.Parameter;
        return new FunctionParameter(
            parameter.Name,
            parameter.Type,
            reflected.HasDefaultValue,
            reflected.HasDefaultValue ? reflected.DefaultValue : null,
            Properties(parameter));
    }

    private static ImmutableDictionary<string, object> Properties(ParameterDescriptor parameter)
    {
        var properties = ImmutableDictionary<string, object>.Empty;
        if (parameter.Parameter.GetCustomAttribute<InputConverterAttribute>() is { } converter)
        {
            properties = properties.Add(ConverterPropertyKeys.ConverterType, converter.ConverterType.AssemblyQualifiedName!);
        }
        else if (parameter.Parameter.GetCustomAttributes().OfType<IBindingSourceMetadata>().Any(s => s.BindingSource == BindingSource.Body))
        {
            // MVC's own [FromBody] is easily taken for the worker's, and can only mean the same.
            properties = properties.Add(ConverterPropertyKeys.ConverterType, typeof(FromBodyConverter).AssemblyQualifiedName!);
        }

        if (parameter.Binding is not { } binding)
        {
            return properties;
        }

        properties = properties.Add(ConverterPropertyKeys.BindingAttribute, binding);
        return binding.GetType().GetCustomAttribute<ConverterFallbackBehaviorAttribute>() is { } fallback
            ? properties.Add(ConverterPropertyKeys.ConverterFallbackBehavior, fallback.Behavior)
            : properties;
    }

    private sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
