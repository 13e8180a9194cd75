using System.Net;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;

/// <summary>When a failed <see cref="DurableHttpRequest"/> is made again.</summary>
public class HttpRetryOptions
{
    private static readonly TimeSpan _shortestInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Creates options for the given status codes; without any, for all of 400 and above.</summary>
    public HttpRetryOptions(IList<HttpStatusCode>? statusCodesToRetry = null)
    {
        StatusCodesToRetry = statusCodesToRetry ?? [];
    }

    /// <summary>The delay before the first retry.</summary>
    [JsonPropertyName("FirstRetryInterval")]
    public TimeSpan FirstRetryInterval { get; set; }

    /// <summary>The longest delay between tries; 6 days by default.</summary>
    [JsonPropertyName("MaxRetryInterval")]
    public TimeSpan MaxRetryInterval { get; set; } = TimeSpan.FromDays(6);

    /// <summary>What the delay is multiplied by after each retry; 1 by default.</summary>
    [JsonPropertyName("BackoffCoefficient")]
    public double BackoffCoefficient { get; set; } = 1;

    /// <summary>How long to go on retrying; without limit by default.</summary>
    [JsonPropertyName("RetryTimeout")]
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.MaxValue;

    /// <summary>How many times the request is made at most, the first time included.</summary>
    [JsonPropertyName("MaxNumberOfAttempts")]
    public int MaxNumberOfAttempts { get; set; }

    /// <summary>The status codes that count as failures; empty for all of 400 and above.</summary>
    [JsonPropertyName("StatusCodesToRetry")]
    public IList<HttpStatusCode> StatusCodesToRetry { get; }

    /// <summary>The policy by which the orchestrator calls the activity again; null when there is nothing to retry.</summary>
    internal TaskOptions? ToTaskOptions()
    {
        if (MaxNumberOfAttempts <= 1)
        {
            return null;
        }

        // The settable properties allow what a policy refuses: no delay, and a longest delay below the first.
        TimeSpan first = FirstRetryInterval > _shortestInterval ? FirstRetryInterval : _shortestInterval;
        TimeSpan longest = MaxRetryInterval > first ? MaxRetryInterval : first;
        TimeSpan? timeout = RetryTimeout == TimeSpan.MaxValue ? null : RetryTimeout > first ? RetryTimeout : first;
        return TaskOptions.FromRetryPolicy(
            new RetryPolicy(MaxNumberOfAttempts, first, Math.Max(1, BackoffCoefficient), longest, timeout));
    }
}
