using System.Globalization;
using System.Net;
using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>
/// The official client on the engine of another host, over its management API. What that cannot carry throws
/// <see cref="NotSupportedException"/>; failures are those of a client on the engine, and
/// <see cref="DurableHostUnavailableException"/> when the host does not answer.
/// </summary>
internal sealed partial class RemoteDurableTaskClient(RemoteHost host, string hubName, DataConverter converter) : DurableTaskClient(hubName)
{
    // All of them: a repeated start of an id that nobody else can know finds its own instance in whatever state.
    private static readonly string[] _anyStatus =
        [.. Enum.GetNames<OrchestrationRuntimeStatus>().Except(["ContinuedAsNew", "Canceled"])];

    private readonly RemoteEntityClient _entities = new(host, hubName, converter);

    /// <summary>The base of the management API, without a trailing slash.</summary>
    public string BaseUrl => host.BaseUrl;

    public override DurableEntityClient Entities => _entities;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var isFresh = string.IsNullOrEmpty(options?.InstanceId);
        var id = isFresh ? Guid.NewGuid().ToString("N") : options!.InstanceId!;
        var dedupe = isFresh ? _anyStatus : options?.DedupeStatuses;
        var path = $"orchestrators/{RemoteRequest.Segment(orchestratorName.Name, "orchestrator")}/{RemoteRequest.Segment(id, "instance id")}";
        var request = new RemoteRequest(HttpMethod.Post, path) { Body = converter.Serialize(input), IsRepeatable = isFresh }
            .With("startAt", options?.StartAt)
            .With("version", options?.Version?.Version)
            .With("dedupeStatuses", dedupe is null ? null : string.Join(',', dedupe))
            .With("tags", options?.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize(tags) : null);
        var answer = await host.SendAsync(request, cancellation);
        if (answer.Status != HttpStatusCode.Conflict)
        {
            answer.EnsureSuccess();
        }
        else if (!isFresh)
        {
            throw new OrchestrationAlreadyExistsException(answer.Text("Message") ?? $"An instance with the id '{id}' exists.");
        }

        return id;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var request = new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/raiseEvent/{RemoteRequest.Segment(eventName, "event name")}")
        {
            Body = converter.Serialize(eventPayload) ?? "null",
        };
        var answer = await host.SendAsync(request, cancellation);

        // As officially, an event for an instance that is not there, or no longer, is dropped.
        if (!answer.IsMissing && answer.Status != HttpStatusCode.Gone)
        {
            answer.EnsureSuccess();
        }
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/terminate") { Body = converter.Serialize(options?.Output) };
        return DoAsync(request.With("outputInBody", request.Body is not null).With("recursive", options is { Recursive: true }), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DoAsync(new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/suspend").With("reason", reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DoAsync(new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/resume").With("reason", reason), cancellation);

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        DoAsync(new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/rewind").With("reason", reason), cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var request = new RemoteRequest(HttpMethod.Post, $"{Instance(instanceId)}/restart")
            .With("restartWithNewInstanceId", restartWithNewInstanceId ? "true" : "false");
        return (await DoAsync(request, cancellation)).Text("id")!;
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new RemoteRequest(HttpMethod.Delete, Instance(instanceId)) { IsRepeatable = true };
        return await PurgeAsync(request.With("recursive", options is { Recursive: true }), cancellation);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } limit && limit <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(filter), limit, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");
        }

        var purged = 0;
        for (var left = filter.Timeout; ; left -= LongestWait)
        {
            var slice = left is { } rest && rest < LongestWait ? rest : LongestWait;
            var request = new RemoteRequest(HttpMethod.Delete, "instances") { IsRepeatable = true, Wait = slice }
                .With("createdTimeFrom", filter.CreatedFrom ?? DateTimeOffset.MinValue)
                .With("createdTimeTo", filter.CreatedTo)
                .With("runtimeStatus", Names(filter.Statuses))
                .With("recursive", options is { Recursive: true })
                .With("timeout", Seconds(slice));
            var result = await PurgeAsync(request, cancellation);
            purged += result.PurgedInstanceCount;
            if (result.IsComplete == true || (left is { } time && time <= LongestWait))
            {
                return new PurgeResult(purged, result.IsComplete);
            }
        }
    }

    public override ValueTask DisposeAsync() => default;

    private static string Instance(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return "instances/" + RemoteRequest.Segment(instanceId, "instance id");
    }

    private static string? Names(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses?.ToList() is { Count: > 0 } wanted ? string.Join(',', wanted) : null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private async Task<RemoteAnswer> DoAsync(RemoteRequest request, CancellationToken cancellation) =>
        (await host.SendAsync(request, cancellation)).EnsureSuccess();

    private async Task<PurgeResult> PurgeAsync(RemoteRequest request, CancellationToken cancellation)
    {
        var answer = await host.SendAsync(request, cancellation);
        if (answer.IsMissing)
        {
            return new PurgeResult(0, isComplete: true);
        }

        var body = answer.EnsureSuccess().Body;
        return new PurgeResult(body.GetProperty("instancesDeleted").GetInt32(), isComplete: !body.TryGetProperty("isComplete", out _));
    }
}
