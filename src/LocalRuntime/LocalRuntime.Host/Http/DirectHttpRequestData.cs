using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>A request whose body streams from the client and whose response streams to it.</summary>
internal sealed class DirectHttpRequestData(HttpContext http, FunctionContext context) : LocalHttpRequestData(http, context)
{
    public override HttpResponseData CreateResponse() => new DirectHttpResponseData(Http.Response, FunctionContext);
}
