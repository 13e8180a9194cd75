using System.Net;

namespace WorkDistribution.Cli.Api;

/// <summary>The function app refused a request, or could not be reached (<see cref="Status"/> is then null).</summary>
internal sealed class ApiException : Exception
{
    public ApiException(HttpStatusCode status, string message, TimeSpan? retryAfter = null)
        : base(message)
    {
        Status = status;
        RetryAfter = retryAfter;
    }

    public ApiException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public HttpStatusCode? Status { get; }

    /// <summary>When it is worth trying again, if the app said so.</summary>
    public TimeSpan? RetryAfter { get; }

    public bool IsBadRequest => Status == HttpStatusCode.BadRequest;
}
