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

    public Task GetAsync(HttpContext http, ManagementQuery query) => WriteStatusAsync(
        context, http, (string)http.GetRouteValue("instanceId")!, query, query.Flag("returnInternalServerErrorOnFailure") ?? false);

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
        var instances = new JsonArray();
        string? next = null;
        await foreach (var page in context.Client.GetAllInstancesAsync(filter).AsPages(filter.ContinuationToken, filter.PageSize)
            .WithCancellation(http.RequestAborted))
        {
            foreach (var instance in page.Values)
            {
                instances.Add(ManagementPayloads.Status(instance, showInput));
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
        if (await context.Client.GetInstanceAsync(instanceId, http.RequestAborted) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var result = await context.Client.PurgeInstanceAsync(instanceId, http.RequestAborted);
        await WritePurgedAsync(http, result.PurgedInstanceCount);
    }

    public async Task PurgeManyAsync(HttpContext http, ManagementQuery query)
    {
        if (query.Time("createdTimeFrom") is not { } from)
        {
            await ManagementJson.WriteAsync(
                http, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        var filter = new PurgeInstancesFilter(from, query.Time("createdTimeTo") ?? context.Time.GetUtcNow(), query.Statuses());
        var result = await context.Client.PurgeAllInstancesAsync(filter, http.RequestAborted);
        if (result.PurgedInstanceCount == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await WritePurgedAsync(http, result.PurgedInstanceCount);
    }

    private static Task WritePurgedAsync(HttpContext http, int count) =>
        ManagementJson.WriteAsync(http, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = count });
}
