namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>The body of a request cannot be bound to a <c>[FromBody]</c> parameter. Unless middleware handles it, it is answered as a client error.</summary>
internal sealed class InvalidRequestBodyException(int statusCode, string message, Exception? inner = null)
    : InvalidOperationException(message, inner)
{
    /// <summary>400, or 415 when no formatter reads the content type.</summary>
    public int StatusCode => statusCode;
}
