using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>Reads and purges instances.</summary>
internal sealed class InstanceEndpoints(ManagementContext context)
{
    private const string RunningRetryAfterSeconds = "5";

    /// <summary>Longest wait of <c>waitFor</c>; who wants to wait longer asks again.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    public async Task GetAsync(HttpContext http, ManagementQuery query)
    {
        var instanceId = (string)http.GetRouteValue("instanceId")!;
        if (query.Text("waitFor") is { } goal)
        {
            await WaitAsync(instanceId, goal, query.Seconds("timeout") ?? TimeSpan.Zero, http.RequestAborted);
        }

        await WriteStatusAsync(context, http, instanceId, query, query.Flag("returnInternalServerErrorOnFailure") ?? false);
    }

    /// <summary>Answers with the status of an instance: 202 while it runs, 200 when it has ended, 404.</summary>
    public static async Task WriteStatusAsync(
        ManagementContext context, HttpContext http, string instanceId, ManagementQuery query, bool errorOnFailure)
    {
        var instance = await context.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, http.RequestAborted);
        if (instance is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (query.Form() is { } form)
        {
            await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, ManagementPayloads.Status(instance, form));
            return;
        }

        var showInput = query.Flag("showInput") ?? true;
        JsonArray? history = null;
        if ((query.Flag("showHistory") ?? false)
            && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending
            && await context.Engine.GetHistoryAsync(instanceId, http.RequestAborted) is { } entries)
        {
            history = ManagementPayloads.History(entries, showInput, query.Flag("showHistoryOutput") ?? false);
        }

        var statusCode = StatusCodes.Status200OK;
        if (!instance.IsCompleted)
        {
            statusCode = StatusCodes.Status202Accepted;
            http.Response.Headers.Location = http.Request.GetEncodedUrl();
            http.Response.Headers.RetryAfter = RunningRetryAfterSeconds;
        }
        else if (errorOnFailure && instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed)
        {
            statusCode = StatusCodes.Status500InternalServerError;
        }

        await ManagementJson.WriteAsync(http, statusCode, ManagementPayloads.Status(instance, showInput, history));
    }

    public async Task ListAsync(HttpContext http, ManagementQuery query)
    {
        var filter = new OrchestrationQuery
        {
            InstanceIdPrefix = query.Text("instanceIdPrefix"),
            CreatedFrom = query.Time("createdTimeFrom"),
            CreatedTo = query.Time("createdTimeTo"),
            Statuses = query.Statuses(),
            PageSize = query.Top() ?? OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs = true,
            ContinuationToken = query.ContinuationToken(),
        };
        var showInput = query.Flag("showInput") ?? true;
        var form = query.Form();
        var instances = new JsonArray();
        string? next = null;
        await foreach (var page in context.Client.GetAllInstancesAsync(filter).AsPages(filter.ContinuationToken, filter.PageSize)
            .WithCancellation(http.RequestAborted))
        {
            foreach (var instance in page.Values)
            {
                instances.Add(form is null ? ManagementPayloads.Status(instance, showInput) : ManagementPayloads.Status(instance, form.Value));
            }

            next = page.ContinuationToken;
            break;
        }

        http.Response.Headers[ManagementQuery.ContinuationTokenHeader] = next ?? string.Empty;
        await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, instances);
    }

    public async Task PurgeAsync(HttpContext http, ManagementQuery query)
    {
        var instanceId = (string)http.GetRouteValue("instanceId")!;
        var isEntity = instanceId.StartsWith('@');
        if (!isEntity && await context.Client.GetInstanceAsync(instanceId, http.RequestAborted) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var result = await context.Client.PurgeInstanceAsync(
            instanceId, new PurgeInstanceOptions(query.Flag("recursive") ?? false), http.RequestAborted);
        if (isEntity && result.PurgedInstanceCount == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await WritePurgedAsync(http, result);
    }

    public async Task PurgeManyAsync(HttpContext http, ManagementQuery query)
    {
        if (query.Time("createdTimeFrom") is not { } from)
        {
            await ManagementJson.WriteAsync(
                http, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        var filter = new PurgeInstancesFilter(from, query.Time("createdTimeTo") ?? context.Time.GetUtcNow(), query.Statuses())
        {
            Timeout = query.Seconds("timeout"),
        };
        var result = await context.Client.PurgeAllInstancesAsync(
            filter, new PurgeInstanceOptions(query.Flag("recursive") ?? false), http.RequestAborted);
        if (result is { PurgedInstanceCount: 0, IsComplete: not false })
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await WritePurgedAsync(http, result);
    }

    private static Task WritePurgedAsync(HttpContext http, PurgeResult result)
    {
        var body = new JsonObject { ["instancesDeleted"] = result.PurgedInstanceCount };
        if (result.IsComplete == false)
        {
            // Our own: the time limit, which officially there is not, came first.
            body["isComplete"] = false;
        }

        return ManagementJson.WriteAsync(http, StatusCodes.Status200OK, body);
    }

    /// <summary>Our own <c>waitFor</c>: holds the request until the instance has started or ended, or the time is over.</summary>
    private async Task WaitAsync(string instanceId, string goal, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(wait < MaxWait ? wait : MaxWait);
        try
        {
            _ = goal switch
            {
                "start" => await context.Client.WaitForInstanceStartAsync(instanceId, limit.Token),
                "completion" => await context.Client.WaitForInstanceCompletionAsync(instanceId, limit.Token),
                _ => throw new ArgumentException($"waitFor is \"{goal}\": start or completion is allowed."),
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The caller sees from the status that it has to ask again.
        }
        catch (InvalidOperationException)
        {
            // There is no such instance, which the caller is about to be told.
        }
    }
}
