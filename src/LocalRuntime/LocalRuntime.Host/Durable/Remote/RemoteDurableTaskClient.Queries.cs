using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

internal sealed partial class RemoteDurableTaskClient
{
    /// <summary>How long one request waits at the other host before it asks again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var answer = await host.SendAsync(Read(instanceId, getInputsAndOutputs), cancellation);
        return answer.IsMissing ? null : RemoteMetadata.Instance(answer.EnsureSuccess().Body, getInputsAndOutputs ? converter : null);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, "start", static i => i.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, "completion", static i => i.IsCompleted, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        if (query.TaskHubNames is { } hubs && !hubs.Contains(Name, StringComparer.OrdinalIgnoreCase))
        {
            return Pageable.Create<OrchestrationMetadata>((_, _, _) => Task.FromResult(new Page<OrchestrationMetadata>([])));
        }

        return Pageable.Create<OrchestrationMetadata>(async (continuation, pageSize, cancellation) =>
        {
            var request = new RemoteRequest(HttpMethod.Get, "instances")
            {
                IsRepeatable = true,
                ContinuationToken = continuation ?? query.ContinuationToken,
            };
            request.With("form", query.FetchInputsAndOutputs ? "exact" : "metadata")
                .With("top", PageSize(pageSize ?? query.PageSize))
                .With("instanceIdPrefix", query.InstanceIdPrefix)
                .With("createdTimeFrom", query.CreatedFrom)
                .With("createdTimeTo", query.CreatedTo)
                .With("runtimeStatus", Names(query.Statuses));
            var answer = await DoAsync(request, cancellation);
            var instances = answer.Body.EnumerateArray()
                .Select(item => RemoteMetadata.Instance(item, query.FetchInputsAndOutputs ? converter : null));
            return new Page<OrchestrationMetadata>([.. instances], answer.ContinuationToken);
        });
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        throw new NotSupportedException(
            "The management API, over which this host talks to the one of --durable, has no query by time of completion. "
            + "Use GetAllInstancesAsync, or call ListInstanceIdsAsync from a function of that host.");

    private static string PageSize(int wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        return wanted.ToString(CultureInfo.InvariantCulture);
    }

    private static RemoteRequest Read(string instanceId, bool withPayloads, TimeSpan wait = default) =>
        new RemoteRequest(HttpMethod.Get, Instance(instanceId)) { IsRepeatable = true, Wait = wait }.With("form", withPayloads ? "exact" : "metadata");

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, string goal, Func<OrchestrationMetadata, bool> until, bool withPayloads, CancellationToken cancellation)
    {
        while (true)
        {
            var request = Read(instanceId, withPayloads, LongestWait).With("waitFor", goal).With("timeout", Seconds(LongestWait));
            var answer = await host.SendAsync(request, cancellation);
            if (answer.IsMissing)
            {
                throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist");
            }

            var instance = RemoteMetadata.Instance(answer.EnsureSuccess().Body, withPayloads ? converter : null);
            if (until(instance))
            {
                return instance;
            }
        }
    }
}
