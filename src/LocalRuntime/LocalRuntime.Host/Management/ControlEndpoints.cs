using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>Events, termination, suspension, resumption and rewind of instances.</summary>
internal sealed class ControlEndpoints(ManagementContext context)
{
    public async Task RaiseEventAsync(HttpContext http, ManagementQuery query)
    {
        if (await FindRunningAsync(http) is not { } instance)
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }

        JsonElement payload;
        try
        {
            payload = ManagementJson.Parse(await ManagementJson.ReadTextAsync(http));
        }
        catch (JsonException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, "Invalid JSON content", e);
            return;
        }

        await context.Client.RaiseEventAsync(
            instance.InstanceId, (string)http.GetRouteValue("eventName")!, payload, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    public async Task TerminateAsync(HttpContext http, ManagementQuery query)
    {
        if (await FindRunningAsync(http) is { } instance)
        {
            // Our own: any output in the body, and the children too. Officially the output is the reason.
            var body = query.Flag("outputInBody") == true ? await ManagementJson.ReadTextAsync(http) : null;
            var options = new TerminateInstanceOptions(
                body is null ? query.Text("reason") : ManagementJson.Parse(body), query.Flag("recursive") ?? false);
            await context.Client.TerminateInstanceAsync(instance.InstanceId, options, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    public async Task SuspendAsync(HttpContext http, ManagementQuery query)
    {
        if (await FindRunningAsync(http) is { } instance)
        {
            await SwitchAsync(http, context.Client.SuspendInstanceAsync(instance.InstanceId, query.Text("reason"), http.RequestAborted));
        }
    }

    public async Task ResumeAsync(HttpContext http, ManagementQuery query)
    {
        if (await FindRunningAsync(http) is { } instance)
        {
            await SwitchAsync(http, context.Client.ResumeInstanceAsync(instance.InstanceId, query.Text("reason"), http.RequestAborted));
        }
    }

    public async Task RewindAsync(HttpContext http, ManagementQuery query)
    {
        if (await FindAsync(http) is not { } instance)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
        }
        else
        {
            await context.Client.RewindInstanceAsync(instance.InstanceId, query.Text("reason") ?? string.Empty, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    /// <summary>409 for an instance that is suspended already, or not at all.</summary>
    private static async Task SwitchAsync(HttpContext http, Task request)
    {
        try
        {
            await request;
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (InvalidOperationException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status409Conflict, e.Message, e);
        }
    }

    /// <summary>The instance if it has not ended; else null, and the answer (404 or 410) is set.</summary>
    private async Task<OrchestrationMetadata?> FindRunningAsync(HttpContext http)
    {
        var instance = await FindAsync(http);
        if (instance is { IsCompleted: false })
        {
            return instance;
        }

        http.Response.StatusCode = instance is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
        return null;
    }

    private Task<OrchestrationMetadata?> FindAsync(HttpContext http) =>
        context.Client.GetInstanceAsync((string)http.GetRouteValue("instanceId")!, http.RequestAborted);
}
