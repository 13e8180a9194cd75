using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Encodings;
using WorkDistribution.Functions.Encodings.Activities;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Encodings;

/// <summary>The feature on the real engine over a temporary folder: inputs lie in <c>in</c>, outputs in <c>out</c>.</summary>
internal sealed class EncodingApp : IAsyncDisposable
{
    /// <summary>The feature's functions, for an app that needs no storage.</summary>
    public static readonly IReadOnlyList<string> Functions =
    [
        EncodingFunctionNames.Start, EncodingFunctionNames.Get, EncodingFunctionNames.Orchestrator, EncodingFunctionNames.Split,
        EncodingFunctionNames.Encode, EncodingFunctionNames.Stitch, EncodingFunctionNames.Discard,
    ];

    private readonly ServiceProvider _services;

    public EncodingApp(Action<DurableEngineOptions>? configure = null, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ObjectStore:Folder", Folder["objects"]),
            new("Encoding:InputRoots:0", Folder["in"]),
            new("Encoding:OutputRoots:0", Folder["out"]),
        ]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddEncoding();
        _services = services.BuildServiceProvider(validateScopes: true);
        Host = new DurableTestHost(configure, time)
            .AddOrchestrator(EncodingFunctionNames.Orchestrator, EncodingOrchestrator.RunAsync)
            .AddActivity<SplitOrder, SplitInput>(EncodingFunctionNames.Split, (call, order) => Create<SplitActivity>().RunAsync(order, call.CancellationToken))
            .AddActivity<ChunkOrder, EncodedChunk>(EncodingFunctionNames.Encode, (call, order) => Create<EncodeActivity>().RunAsync(order, call.CancellationToken))
            .AddActivity<StitchOrder, StitchedOutput>(EncodingFunctionNames.Stitch, (call, order) => Create<StitchActivity>().RunAsync(order, call.CancellationToken))
            .AddActivity<string, object?>(EncodingFunctionNames.Discard, async (call, encoding) =>
            {
                await Create<DiscardActivity>().RunAsync(encoding, call.CancellationToken);
                return null;
            });
    }

    public TempFolder Folder { get; } = new();

    public DurableTestHost Host { get; }

    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    /// <summary>A request for <c>in/NAME</c>, to be written to <c>out/NAME.gz</c>.</summary>
    public EncodingRequest Request(string encoder, string name, double chunkSize, InjectedFaults? faults = null, int parallel = 4) => new(
        encoder, _services.GetRequiredService<EncodingPaths>().FindInput(Folder["in/" + name]), Folder[$"out/{name}.gz"], chunkSize, parallel, faults);

    /// <summary>Starts an encoding and waits until it ends.</summary>
    public async Task<OrchestrationMetadata> RunAsync(EncodingRequest request, CancellationToken cancellationToken)
    {
        var id = await Host.Client.ScheduleNewOrchestrationInstanceAsync(EncodingFunctionNames.Orchestrator, request, cancellationToken);
        return await Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
    }

    /// <summary>Runs an encoding that must succeed.</summary>
    public async Task<EncodingOutcome> CompleteAsync(EncodingRequest request, CancellationToken cancellationToken)
    {
        var instance = await RunAsync(request, cancellationToken);
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
        return instance.ReadOutputAs<EncodingOutcome>()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
        Folder.Dispose();
    }
}
