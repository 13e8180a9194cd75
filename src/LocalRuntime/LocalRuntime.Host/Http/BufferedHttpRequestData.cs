using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>A request whose body can be read again, and whose response is sent when the function has returned it.</summary>
internal sealed class BufferedHttpRequestData(HttpContext http, FunctionContext context) : LocalHttpRequestData(http, context)
{
    public override HttpResponseData CreateResponse() => new BufferedHttpResponseData(FunctionContext);
}
