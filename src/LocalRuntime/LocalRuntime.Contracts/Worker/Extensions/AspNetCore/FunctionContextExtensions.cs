using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to ASP.NET Core's context of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The key in <see cref="FunctionContext.Items"/> under which the host puts the <see cref="HttpContext"/>.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The HTTP context of the invocation; null when the trigger is not HTTP or the ASP.NET Core integration is off.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out object? value) ? value as HttpContext : null;
    }
}
