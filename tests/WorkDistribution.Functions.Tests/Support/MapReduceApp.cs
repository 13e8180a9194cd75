using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MapReduce.Activities;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The app's services over a temporary folder: inputs lie in <c>in</c>, objects in <c>objects</c>.</summary>
internal sealed class MapReduceApp : IDisposable
{
    private readonly ServiceProvider _services;

    public MapReduceApp(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ObjectStore:Folder", Folder["objects"]),
            new("MapReduce:InputRoots:0", Folder["in"]),
        ]).AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddMapReduce();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
        Directory.CreateDirectory(Folder["in"]);
    }

    public TempFolder Folder { get; } = new();

    public IObjectStore Store => _services.GetRequiredService<IObjectStore>();

    public JobAdmission Admission => _services.GetRequiredService<JobAdmission>();

    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    /// <summary>A request over the files below <c>in</c>.</summary>
    public MapReduceRequest Request(
        string job, int reducers = 2, long splitBytes = 1024, int parallel = 2, Tolerance tolerated = default, params (string Name, string Value)[] parameters) => new(
            job,
            new JobInput(InputKind.Files, Files: [Folder["in/**"]]),
            reducers,
            splitBytes,
            parallel,
            tolerated,
            parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

    /// <summary>Runs the activities of a job one after the other, as the orchestration does.</summary>
    public async Task<CommittedJob> RunActivitiesAsync(JobLayout layout, MapReduceRequest request)
    {
        var token = TestContext.Current.CancellationToken;
        var plan = await Create<PlanActivity>().RunAsync(new PlanOrder(layout.Root, request), token);
        if (plan.NeedsSample)
        {
            await Create<SampleActivity>().RunAsync(layout.Root, token);
        }

        for (var split = 0; split < plan.Splits; split++)
        {
            await Create<MapActivity>().RunAsync(new TaskOrder(layout.Root, split), token);
        }

        await Create<ShuffleActivity>().RunAsync(new ShuffleOrder(layout.Root, []), token);
        for (var part = 0; part < request.Reducers; part++)
        {
            await Create<ReduceActivity>().RunAsync(new TaskOrder(layout.Root, part), token);
        }

        return await Create<CommitActivity>().RunAsync(layout.Root, token);
    }

    /// <summary>The lines of all parts, in the order of the parts.</summary>
    public static IEnumerable<string> ReadParts(string output) =>
        Directory.EnumerateFiles(output, "part-r-*").Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    public void Dispose()
    {
        _services.Dispose();
        Folder.Dispose();
    }
}
