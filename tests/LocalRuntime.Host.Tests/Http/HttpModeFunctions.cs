using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Http;

#pragma warning disable IDE0060 // The trigger needs its parameter.

/// <summary>HTTP functions that run with the ASP.NET Core integration and without.</summary>
public static class HttpModeFunctions
{
    [Function(nameof(ModeAnswers))]
    public static async Task<HttpResponseData> ModeAnswers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "mode/{name}")] HttpRequestData request, string name)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("x-name", name);
        response.Headers.Add("x-many", ["1", "2"]);
        response.Cookies.Append("plain", "yes");
        response.Cookies.Append(new HttpCookie("full", "1")
        {
            Path = "/api",
            HttpOnly = true,
            Secure = true,
            MaxAge = 60,
            SameSite = SameSite.Strict,
        });
        await response.WriteAsJsonAsync(new { name, text = await request.ReadAsStringAsync(), cookies = request.Cookies.Select(c => c.Name) });
        return response;
    }

    [Function(nameof(ModeFails))]
    public static HttpResponseData ModeFails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        throw new InvalidOperationException("Not for the caller.");
}
