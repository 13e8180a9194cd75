using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to the HTTP request and response of an invocation, for middleware.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request of an HTTP-triggered invocation, or null when the trigger is another one.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IHttpRequestDataFeature feature = context.Features.Get<IHttpRequestDataFeature>() ?? BoundHttpRequestDataFeature.Instance;
        return feature.GetHttpRequestDataAsync(context);
    }

    /// <summary>The response the function returned or put into its HTTP output, or null.</summary>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        if (context.GetInvocationResult().Value is HttpResponseData response)
        {
            return response;
        }

        return context.GetOutputBindings<HttpResponseData>()
            .FirstOrDefault(output => string.Equals(output.BindingType, "http", StringComparison.OrdinalIgnoreCase))?.Value;
    }
}
