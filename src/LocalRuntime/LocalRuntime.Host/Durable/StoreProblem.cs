using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The answer to a request that the engine did not take: 503 with what is wrong and what to do.</summary>
/// <param name="Title">What does not work.</param>
/// <param name="Detail">Why, and what to do.</param>
/// <param name="IsPending">Whether the request may still be carried out.</param>
internal sealed record StoreProblem(string Title, string Detail, bool IsPending)
{
    /// <summary>The member of the problem details that holds <see cref="IsPending"/>.</summary>
    public const string PendingExtension = "isPending";

    private const string RetryAfterSeconds = "5";

    /// <summary>The engine's refusal behind a failure, if that is what it is.</summary>
    public static StoreProblem? Find(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case StoreUnavailableException unavailable:
                    return new StoreProblem("The state of durable functions cannot be stored at the moment.", e.Message, unavailable.IsPending);
                case DurableHostUnavailableException unavailable:
                    return new StoreProblem("The host of durable functions takes no requests at the moment.", e.Message, unavailable.IsPending);
                default:
                    continue;
            }
        }

        return null;
    }

    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Type = "https://tools.ietf.org/html/rfc9110#section-15.6.4",
                Title = Title,
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = Detail,
                Extensions = { [PendingExtension] = IsPending },
            },
            options: null,
            contentType: "application/problem+json");
    }
}
