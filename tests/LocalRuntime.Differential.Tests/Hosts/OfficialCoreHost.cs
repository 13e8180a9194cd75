using DurableTask.Core;
using DurableTask.Core.Entities.OperationFormat;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using CoreEntityId = DurableTask.Core.Entities.EntityId;
using TaskEntity = DurableTask.Core.Entities.TaskEntity;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>The dispatchers of the official core on a service in memory, with the contexts of the official worker.</summary>
public sealed class OfficialCoreHost : IRunningHost
{
    private readonly CoreService _service = new();
    private TaskHubWorker? _worker;
    private CoreClient? _client;

    public DurableTaskClient Client => _client ?? throw new InvalidOperationException("The host has not started.");

    public LogRecorder Logs { get; } = new();

    public async Task StartAsync(FunctionSet functions)
    {
        var shims = new DurableTaskShimFactory(new DurableTaskWorkerOptions { EnableEntitySupport = true }, Logs);
        _worker = new TaskHubWorker(
            _service,
            new Functions<TaskOrchestration>(name =>
                functions.Orchestrators.TryGetValue(name, out var found) ? shims.CreateOrchestration(name, found) : null),
            new Functions<TaskActivity>(name =>
                functions.Activities.TryGetValue(name, out var found) ? shims.CreateActivity(name, found) : null),
            new Functions<TaskEntity>(static _ => null),
            Logs)
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _worker.AddEntityDispatcherMiddleware((context, _) => RunEntityAsync(context, functions, shims));
        await _worker.StartAsync();
        _client = new CoreClient(_service);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(isForced: true);
            _worker.Dispose();
        }

        _service.Dispose();
        Logs.Dispose();
    }

    /// <summary>An entity is made for its id, which only the middleware knows.</summary>
    private static async Task RunEntityAsync(DispatchMiddlewareContext context, FunctionSet functions, DurableTaskShimFactory shims)
    {
        var request = context.GetProperty<EntityBatchRequest>();
        var id = CoreEntityId.FromString(request.InstanceId!);
        var entity = shims.CreateEntity(id.Name, functions.Entities[id.Name](), id);
        context.SetProperty(await entity.ExecuteOperationBatchAsync(request));
    }

    private sealed class Functions<T>(Func<string, T?> find) : INameVersionObjectManager<T>
        where T : class
    {
        public void Add(ObjectCreator<T> creator) => throw new NotSupportedException("The scenario's functions are found by name.");

        public T? GetObject(string name, string? version) => find(name);
    }
}
