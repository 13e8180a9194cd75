using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The answer to a request that the engine's store did not take: 503 with what is wrong and what to do.</summary>
internal static class StoreProblem
{
    private const string RetryAfterSeconds = "5";

    /// <summary>The store's refusal behind a failure, if that is what it is.</summary>
    public static StoreUnavailableException? Find(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is StoreUnavailableException unavailable)
            {
                return unavailable;
            }
        }

        return null;
    }

    public static Task WriteAsync(HttpContext http, StoreUnavailableException exception)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Type = "https://tools.ietf.org/html/rfc9110#section-15.6.4",
                Title = "The state of durable functions cannot be stored at the moment.",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = exception.Message,
            },
            options: null,
            contentType: "application/problem+json");
    }
}
