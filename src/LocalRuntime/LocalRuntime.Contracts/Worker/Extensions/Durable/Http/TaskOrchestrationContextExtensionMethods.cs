using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Microsoft.DurableTask;

/// <summary>HTTP requests from orchestrators.</summary>
public static class TaskOrchestrationContextExtensionMethods
{
    /// <summary>The property of the context that holds host.json's <c>httpSettings.defaultAsyncRequestSleepTimeMilliseconds</c>.</summary>
    internal const string PollingIntervalProperty = "HttpDefaultAsyncRequestSleepTimeMilliseconds";

    private const int DefaultPollingIntervalMilliseconds = 30_000;

    /// <summary>
    /// Makes an HTTP request in an activity. With <see cref="DurableHttpRequest.AsynchronousPatternEnabled"/> a 202 answer is followed
    /// by polling its <c>Location</c>, at the pace its <c>Retry-After</c> asks for or of 30 s, until another answer comes.
    /// </summary>
    /// <exception cref="TaskFailedException">The request failed, and its retry options allow no further try.</exception>
    public static async Task<DurableHttpResponse> CallHttpAsync(this TaskOrchestrationContext context, DurableHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        DurableHttpResponse response = await CallActivityAsync(context, request);
        if (!request.AsynchronousPatternEnabled || response.StatusCode != HttpStatusCode.Accepted)
        {
            return response;
        }

        ILogger logger = context.CreateReplaySafeLogger("Microsoft.Azure.Functions.Worker.Extensions.DurableTask.CallHttp");
        Uri location = request.Uri;
        while (response.StatusCode == HttpStatusCode.Accepted)
        {
            if (!TryGetHeader(response, "Location", out string? next) || !Uri.TryCreate(location, next, out Uri? nextLocation))
            {
                logger.LogWarning("{Location} answered 202 without a Location to poll; its answer is the result.", location);
                break;
            }

            location = nextLocation;
            await context.CreateTimer(NextPoll(context, response), CancellationToken.None);
            logger.LogInformation("Polling HTTP status at location: {Location}", location);
            response = await CallActivityAsync(context, CreatePollRequest(request, location));
        }

        return response;
    }

    /// <summary>Makes an HTTP request in an activity.</summary>
    /// <exception cref="TaskFailedException">The request failed, and its retry options allow no further try.</exception>
    public static Task<DurableHttpResponse> CallHttpAsync(
        this TaskOrchestrationContext context,
        HttpMethod method,
        Uri uri,
        string? content = null,
        HttpRetryOptions? retryOptions = null) =>
        context.CallHttpAsync(new DurableHttpRequest(method, uri) { Content = content, HttpRetryOptions = retryOptions });

    private static Task<DurableHttpResponse> CallActivityAsync(TaskOrchestrationContext context, DurableHttpRequest request) =>
        context.CallActivityAsync<DurableHttpResponse>(DurableHttpActivity.Name, request, request.HttpRetryOptions?.ToTaskOptions());

    private static DateTime NextPoll(TaskOrchestrationContext context, DurableHttpResponse response)
    {
        if (TryGetHeader(response, "Retry-After", out string? retryAfter)
            && int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return context.CurrentUtcDateTime.AddSeconds(seconds);
        }

        double milliseconds = context.Properties.TryGetValue(PollingIntervalProperty, out object? value) && value is double configured
            ? configured
            : DefaultPollingIntervalMilliseconds;
        return context.CurrentUtcDateTime.AddMilliseconds(milliseconds);
    }

    private static DurableHttpRequest CreatePollRequest(DurableHttpRequest request, Uri location) => new(HttpMethod.Get, location)
    {
        Headers = request.Headers,
        AsynchronousPatternEnabled = true,
        HttpRetryOptions = request.HttpRetryOptions,
        Timeout = request.Timeout,
    };

    // A response that was made by hand may compare names by case.
    private static bool TryGetHeader(DurableHttpResponse response, string name, out string? value)
    {
        foreach ((string key, StringValues values) in response.Headers ?? new Dictionary<string, StringValues>())
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase) && values.Count > 0)
            {
                value = values[0];
                return true;
            }
        }

        value = null;
        return false;
    }
}
