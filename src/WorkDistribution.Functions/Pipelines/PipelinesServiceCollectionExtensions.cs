using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.Pipelines.Activities;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Pipelines.TextEtl;

namespace WorkDistribution.Functions.Pipelines;

/// <summary>Registers pipelines.</summary>
public static class PipelinesServiceCollectionExtensions
{
    /// <summary>Adds pipelines with the built-in <c>text-etl</c>. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(PipelineRegistry)))
        {
            return services;
        }

        // Its inputs are those of text-etl.
        services.AddMapReduce();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PipelineRegistry>();
        services.AddSingleton<PipelineAdmission>();
        services.AddSingleton<StageAttempts>();
        return services.AddPipeline("text-etl", static pipeline => pipeline
            .Source<TextSplitSource>()
            .Stage<ReadStage>("read", parallelism: 2, buffer: 8)
            .Stage<ParseStage>("parse", Environment.ProcessorCount, buffer: 8)
            .Stage<EnrichStage>("enrich", Environment.ProcessorCount, buffer: 8)
            .Fold<AggregateStage>("aggregate", batch: 16, buffer: 32)
            .Stage<WriteStage>("write", parallelism: 1, buffer: 1));
    }

    /// <summary>Adds a pipeline.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">Its name in URLs and on the command line.</param>
    /// <param name="configure">Names its source and its stages.</param>
    /// <exception cref="ArgumentException">The name is taken, stages do not fit together, or a number is out of its range.</exception>
    public static IServiceCollection AddPipeline(this IServiceCollection services, string name, Action<PipelineBuilder> configure)
    {
        if (services.Any(service => service.ImplementationInstance is PipelineDefinition other && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"A pipeline named '{name}' is already registered.", nameof(name));
        }

        var builder = new PipelineBuilder(name);
        configure(builder);
        return services.AddSingleton(builder.Build());
    }
}
