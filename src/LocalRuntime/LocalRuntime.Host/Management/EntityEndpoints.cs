using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Net.Http.Headers;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>Reads and signals entities.</summary>
internal sealed class EntityEndpoints(ManagementContext context)
{
    /// <summary>Stands for the empty key, which a path cannot express.</summary>
    public const string EmptyKey = "$";

    public async Task GetAsync(HttpContext http, ManagementQuery query)
    {
        var key = (string)http.GetRouteValue("entityKey")!;
        var id = new EntityInstanceId((string)http.GetRouteValue("entityName")!, key == EmptyKey ? string.Empty : key);
        var entity = await context.Client.Entities.GetEntityAsync(id, includeState: true, http.RequestAborted);
        if (entity is not { IncludesState: true })
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (query.Form() is { } form)
        {
            await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, ManagementPayloads.Entity(entity, form));
            return;
        }

        await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, ManagementJson.Stored(entity.State.Value));
    }

    public async Task ListAsync(HttpContext http, ManagementQuery query)
    {
        var form = query.Form();
        var filter = new EntityQuery
        {
            InstanceIdStartsWith = http.GetRouteValue("entityName") is string { Length: > 0 } name
                ? new EntityInstanceId(name, string.Empty).ToString()
                : query.Text("instanceIdPrefix"),
            LastModifiedFrom = query.Time("lastOperationTimeFrom"),
            LastModifiedTo = query.Time("lastOperationTimeTo"),
            IncludeState = form == ManagementForm.Exact || (query.Flag("fetchState") ?? false),
            IncludeTransient = query.Flag("includeTransient") ?? false,
            PageSize = query.Top() ?? EntityQuery.DefaultPageSize,
            ContinuationToken = query.ContinuationToken(),
        };
        var entities = new JsonArray();
        string? next = null;
        await foreach (var page in context.Client.Entities.GetAllEntitiesAsync(filter).AsPages(filter.ContinuationToken, filter.PageSize)
            .WithCancellation(http.RequestAborted))
        {
            foreach (var entity in page.Values)
            {
                entities.Add(form is null ? ManagementPayloads.Entity(entity) : ManagementPayloads.Entity(entity, form.Value));
            }

            next = page.ContinuationToken;
            break;
        }

        http.Response.Headers[ManagementQuery.ContinuationTokenHeader] = next ?? string.Empty;
        await ManagementJson.WriteAsync(http, StatusCodes.Status200OK, entities);
    }

    public Task SignalAsync(HttpContext http, ManagementQuery query) =>
        SignalAsync(http, query.Text("op") ?? string.Empty, query.Time("signalTime"));

    public Task DeleteAsync(HttpContext http, ManagementQuery query) => SignalAsync(http, "delete", time: null);

    private async Task SignalAsync(HttpContext http, string operation, DateTimeOffset? time)
    {
        object? input;
        try
        {
            input = await ReadInputAsync(http);
        }
        catch (JsonException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, "Could not parse JSON content: " + e.Message);
            return;
        }

        try
        {
            var name = (string)http.GetRouteValue("entityName")!;
            var key = http.GetRouteValue("entityKey") as string ?? string.Empty;
            ManagementContext.CheckEntityKey(key);
            context.CheckEntity(name);
            await context.Client.Entities.SignalEntityAsync(
                new EntityInstanceId(name, key == EmptyKey ? string.Empty : key), operation, input,
                new SignalEntityOptions { SignalTime = time }, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (ArgumentException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    /// <summary>JSON when the content type says so, else the text as a string.</summary>
    private static async Task<object?> ReadInputAsync(HttpContext http)
    {
        var text = await ManagementJson.ReadTextAsync(http);
        if (text.Length == 0)
        {
            return null;
        }

        var isJson = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);
        return isJson ? ManagementJson.Parse(text) : text;
    }
}
