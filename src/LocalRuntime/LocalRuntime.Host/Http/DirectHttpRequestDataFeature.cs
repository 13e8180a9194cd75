using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Gives middleware the request of an app with the ASP.NET Core integration.</summary>
internal sealed class DirectHttpRequestDataFeature : IHttpRequestDataFeature
{
    public static DirectHttpRequestDataFeature Instance { get; } = new();

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) =>
        new(context.GetHttpContext() is { } http ? new DirectHttpRequestData(http, context) : null);
}
