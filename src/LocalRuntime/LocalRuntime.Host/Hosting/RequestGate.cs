using Microsoft.AspNetCore.Http;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Holds requests back until everything behind the web server has started, and turns them away (503) once it has stopped. The server
/// itself starts first, because what runs behind it needs to know its address.
/// </summary>
internal sealed class RequestGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closed;

    public void Open() => _opened.TrySetResult();

    public void Close()
    {
        _closed = true;
        _opened.TrySetResult();
    }

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        await _opened.Task.WaitAsync(http.RequestAborted);
        if (_closed)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await next(http);
    }
}
