using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Recovery;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Submission;
using WorkDistribution.Functions.WorkItems.Telemetry;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems;

/// <summary>Registers work items and their handlers.</summary>
public static class WorkItemsServiceCollectionExtensions
{
    /// <summary>Items that the pool holds: far more than the tickets that a host runs at a time stand for.</summary>
    private const int MaxClaimed = 100_000;

    /// <summary>Adds work items with the built-in handlers <c>sleep</c>, <c>sha256</c>, <c>flaky</c> and <c>http-get</c>. Call it once.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddWorkItems(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.AddOptions<WorkItemsOptions>().BindConfiguration(WorkItemsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkItemsOptions>, WorkItemsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
#pragma warning disable RS0030 // The composition root chooses the source of randomness.
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        services.AddHttpClient(HttpGetHandler.Client)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        services.TryAddSingleton<WorkHandlers>();
        services.TryAddSingleton<PayloadCheck>();
        services.TryAddSingleton<HandlerCalls>();
        services.TryAddSingleton<WorkLevels>();
        services.TryAddSingleton<EntitySignals>();
        services.TryAddSingleton<PriorityBoard>();
        services.TryAddSingleton<LaneCounters>();
        services.TryAddSingleton<BackupCounters>();
        services.AddWorkTelemetry();
        services.TryAddSingleton<WorkMeter>();
        services.TryAddSingleton<WorkReporter>();
        services.TryAddSingleton<WorkStorage>();
        services.TryAddSingleton<PendingIndex>();
        services.TryAddSingleton<PackTable>();
        services.TryAddSingleton<PackExpander>();
        services.TryAddSingleton<OutcomeStore>();
        services.TryAddSingleton<WorkItemLookup>();
        services.TryAddSingleton<IdempotencyKeys>();
        services.TryAddSingleton<PayloadStore>();
        services.TryAddSingleton<TicketQueue>();
        services.TryAddSingleton<WorkSubmissionReader>();
        services.TryAddSingleton<WorkItemFactory>();
        services.TryAddSingleton<WorkSubmitter>();
        services.TryAddSingleton<Backpressure>();
        services.TryAddSingleton<BatchServices>();
        services.TryAddSingleton<BatchSubmitter>();
        services.TryAddSingleton<WorkListing>();
        services.TryAddSingleton<WorkerIdentity>();
        services.TryAddSingleton<RunningItems>();
        services.TryAddSingleton<CoordinationCost>();
        services.TryAddSingleton<ClaimSize>();
        services.TryAddSingleton<ClaimRoom>();
        services.TryAddSingleton<ClaimTurns>();
        services.TryAddSingleton<Transitions>();
        services.TryAddSingleton<DelayedTickets>();
        services.TryAddSingleton<WorkRecorder>();
        services.TryAddSingleton<WorkCanceller>();
        services.TryAddSingleton<WorkDetector>();
        services.TryAddSingleton<WorkRedriver>();
        services.TryAddSingleton<LeaseKeeper>();
        services.TryAddSingleton<WorkClaimer>();
        services.TryAddSingleton<AttemptRunner>();
        services.TryAddSingleton(static provider => new WorkStealingPool(
            provider.GetRequiredService<IOptions<WorkItemsOptions>>().Value.Workers, MaxClaimed, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<BackupRequests>();
        services.TryAddSingleton<BackupRunner>();
        services.TryAddSingleton<BatchWorker>();
        services.TryAddSingleton<LaneTable>();
        services.TryAddSingleton<LaneInsurance>();
        services.TryAddSingleton<LaneMembership>();
        services.TryAddSingleton<LaneClaimer>();
        services.TryAddSingleton<LaneRebalancer>();
        services.TryAddSingleton<LaneServices>();
        services.TryAddSingleton<LaneWorker>();
        return services
            .AddWorkHandler<SleepHandler>("sleep")
            .AddWorkHandler<Sha256Handler>("sha256")
            .AddWorkHandler<FlakyHandler>("flaky")
            .AddWorkHandler<HttpGetHandler>("http-get");
    }

    /// <summary>Adds a handler: one class, one line.</summary>
    /// <typeparam name="THandler">
    /// A class that implements <see cref="IWorkHandler{TPayload}"/> once. Each attempt gets an instance of its own, made with the
    /// services of a scope of its own.
    /// </typeparam>
    /// <param name="services">The app's services.</param>
    /// <param name="name">What submissions call it, 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; the start fails if another handler has it.</param>
    /// <param name="backups">
    /// Whether a slow attempt may get a backup that runs beside it (<see cref="WorkItemsOptions.BackupTasks"/>). False for handlers that
    /// cannot bear two attempts of one item at a time, although they can bear one after the other.
    /// </param>
    /// <exception cref="ArgumentException">The class implements no handler interface, or several.</exception>
    public static IServiceCollection AddWorkHandler<THandler>(this IServiceCollection services, string name, bool backups = true)
        where THandler : class
    {
        var payloads = typeof(THandler).GetInterfaces()
            .Where(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IWorkHandler<>))
            .Select(static type => type.GenericTypeArguments[0])
            .ToList();
        if (payloads.Count != 1)
        {
            throw new ArgumentException(
                $"{typeof(THandler).Name} must implement IWorkHandler<TPayload> for exactly one payload to be the handler '{name}', not for {payloads.Count}.", nameof(name));
        }

        var handler = ActivatorUtilities.CreateFactory(typeof(THandler), []);
        var typed = ActivatorUtilities.CreateFactory(typeof(TypedHandler<>).MakeGenericType(payloads[0]), [typeof(THandler)]);
        return services.AddSingleton(new WorkHandlerRegistration(name, provider => (IWorkHandlerInstance)typed(provider, [handler(provider, [])]), backups));
    }
}
