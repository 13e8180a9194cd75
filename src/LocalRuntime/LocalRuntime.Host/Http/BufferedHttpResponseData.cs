using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>A response that is kept until the function has returned it, so that status and headers may change to the last.</summary>
internal sealed class BufferedHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly CollectedCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public IReadOnlyList<IHttpCookie> CollectedCookies => _cookies.All;
}
