using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>
/// Joins a request in the ASP.NET Core pipeline of the app with the invocation it is for: what implements the coordinator of the
/// official integration is derived from it. The official one lets the two meet that come by different channels; here the request
/// brings its invocation along.
/// </summary>
internal class HttpCoordinator
{
    /// <summary>The header by which the official middleware knows the invocation.</summary>
    public const string InvocationHeader = "x-ms-invocation-id";

    private readonly ConcurrentDictionary<string, Meeting> _meetings = new(StringComparer.Ordinal);

    /// <summary>Sends the request through the rest of the pipeline, whose end calls <paramref name="invoke"/>.</summary>
    public async Task MeetAsync(FunctionContext context, HttpContext http, Func<Task> invoke, RequestDelegate next)
    {
        var id = context.InvocationId;
        http.Request.Headers[InvocationHeader] = id;
        _meetings[id] = new Meeting(context, http, invoke);
        try
        {
            await next(http);
        }
        finally
        {
            _meetings.TryRemove(id, out _);
        }
    }

    /// <summary>The middleware of the worker's pipeline asks for the request.</summary>
    public Task<HttpContext> SetFunctionContextAsync(string invocationId, FunctionContext context) => Task.FromResult(Find(invocationId).Http);

    /// <summary>The middleware of the web server's pipeline asks for the context.</summary>
    public Task<FunctionContext> SetHttpContextAsync(string invocationId, HttpContext context) => Task.FromResult(Find(invocationId).Context);

    /// <summary>The endpoint runs the function.</summary>
    public Task RunFunctionInvocationAsync(string invocationId) => Find(invocationId).Invoke();

    /// <summary>The worker's pipeline has ended.</summary>
    public void CompleteFunctionInvocation(string invocationId) => _meetings.TryRemove(invocationId, out _);

    private Meeting Find(string invocationId) => _meetings.TryGetValue(invocationId, out var meeting)
        ? meeting
        : throw new InvalidOperationException($"The request of invocation '{invocationId}' has ended.");

    private sealed record Meeting(FunctionContext Context, HttpContext Http, Func<Task> Invoke);
}
