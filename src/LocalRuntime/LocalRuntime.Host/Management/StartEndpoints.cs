using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>Starts and restarts instances, and waits for them when asked to.</summary>
internal sealed class StartEndpoints(ManagementContext context)
{
    public async Task StartAsync(HttpContext http, ManagementQuery query)
    {
        var name = (string)http.GetRouteValue("functionName")!;
        var wait = ReadWait(query);
        var text = await ManagementJson.ReadTextAsync(http);
        object? input = text.Length == 0 ? null : ManagementJson.Parse(text);
        context.CheckOrchestrator(name);
        var options = ReadOptions(query);
        if (http.GetRouteValue("instanceId") is string { Length: > 0 } instanceId)
        {
            ManagementContext.CheckInstanceId(instanceId);
            options = options with { InstanceId = instanceId };
        }

        try
        {
            var id = await context.Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, http.RequestAborted);
            await WriteAsync(http, query, id, wait);
        }
        catch (InvalidOperationException e)
        {
            // An instance with this id exists and may not be replaced.
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status409Conflict, e.Message, e);
        }
    }

    /// <summary>Our own parameters for what the official API has none for.</summary>
    private static StartOrchestrationOptions ReadOptions(ManagementQuery query) => new()
    {
        StartAt = query.Time("startAt"),
        Version = query.Text("version") is { } version ? new TaskVersion(version) : null,
        DedupeStatuses = query.Text("dedupeStatuses")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Tags = query.Text("tags") is { } tags
            ? ManagementJson.Parse(tags).Deserialize<Dictionary<string, string>>() ?? []
            : new Dictionary<string, string>(),
    };

    public async Task RestartAsync(HttpContext http, ManagementQuery query)
    {
        var instanceId = (string)http.GetRouteValue("instanceId")!;
        var wait = ReadWait(query);
        string id;
        try
        {
            id = await context.Client.RestartAsync(instanceId, query.Flag("restartWithNewInstanceId") ?? true, http.RequestAborted);
        }
        catch (ArgumentException e)
        {
            await ManagementJson.WriteErrorAsync(
                http, StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.", e);
            return;
        }
        catch (InvalidOperationException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status409Conflict, e.Message, e);
            return;
        }

        await WriteAsync(http, query, id, wait);
    }

    /// <summary>How long to wait for the end; null for not at all. Waiting is event-driven, so the polling interval is only checked.</summary>
    private static TimeSpan? ReadWait(ManagementQuery query)
    {
        var timeout = query.Seconds("timeout");
        return timeout is not null && query.Seconds("pollingInterval") is { } interval && interval > timeout
            ? throw new ArgumentException(
                $"Total timeout {timeout.Value.TotalSeconds} should be bigger than retry timeout {interval.TotalSeconds}")
            : timeout;
    }

    private async Task WriteAsync(HttpContext http, ManagementQuery query, string instanceId, TimeSpan? wait)
    {
        var ended = wait is null ? null : await WaitAsync(instanceId, wait.Value, http.RequestAborted);
        switch (ended?.RuntimeStatus)
        {
            case null:
                await context.WriteStartedAsync(http, instanceId);
                break;
            case OrchestrationRuntimeStatus.Completed:
                await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, ManagementPayloads.Output(ended));
                break;
            default:
                await InstanceEndpoints.WriteStatusAsync(context, http, instanceId, query, errorOnFailure: false);
                break;
        }
    }

    private async Task<OrchestrationMetadata?> WaitAsync(string instanceId, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(wait);
        try
        {
            return await context.Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Still running: the caller gets the addresses to look again.
            return null;
        }
    }
}
