using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Activities;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce;

/// <summary>Registers MapReduce and its jobs.</summary>
public static class MapReduceServiceCollectionExtensions
{
    /// <summary>
    /// Adds MapReduce with the built-in jobs <c>word-count</c>, <c>inverted-index</c>, <c>grep</c> and <c>sort</c>. Calling it again
    /// changes nothing.
    /// </summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddMapReduce(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(InputSources)))
        {
            // Bound twice, the input roots would be listed twice.
            return services;
        }

        services.AddObjectStore();
        services.AddOptions<MapReduceOptions>().BindConfiguration(MapReduceOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MapReduceOptions>, MapReduceOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetServices<MapReduceJobRegistration>()
            .Aggregate(JobRegistry.CreateDefault(), static (jobs, job) => jobs.Add(job.Name, job.Create)));
        services.TryAddSingleton<DocumentInputSource>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IInputSource, FileInputSource>(),
            ServiceDescriptor.Singleton<IInputSource, BlobInputSource>(),
            ServiceDescriptor.Singleton<IInputSource, DocumentInputSource>(static provider => provider.GetRequiredService<DocumentInputSource>()),
        ]);
        services.TryAddSingleton<InputSources>();
        services.TryAddSingleton<JobTasks>();
        services.TryAddSingleton<JobAdmission>();
        return services;
    }

    /// <summary>Adds a job without parameters.</summary>
    /// <typeparam name="TJob">The job; a new instance serves each task.</typeparam>
    /// <param name="services">The app's services.</param>
    /// <param name="name">Its name in URLs and on the command line; the start fails if another job has it.</param>
    public static IServiceCollection AddMapReduceJob<TJob>(this IServiceCollection services, string name)
        where TJob : MapReduceJob, new() =>
        services.AddMapReduceJob(name, static _ => new TJob());

    /// <summary>Adds a job that reads parameters.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">Its name in URLs and on the command line; the start fails if another job has it.</param>
    /// <param name="create">Makes the instance for one task from the request's parameters.</param>
    public static IServiceCollection AddMapReduceJob(this IServiceCollection services, string name, Func<JobParameters, MapReduceJob> create) =>
        services.AddSingleton(new MapReduceJobRegistration(name, create));
}
