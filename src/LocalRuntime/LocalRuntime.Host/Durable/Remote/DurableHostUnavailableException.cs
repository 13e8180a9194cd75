namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>The host of <c>--durable</c> did not take a request: it is down, too slow, or cannot store anything at the moment.</summary>
internal sealed class DurableHostUnavailableException(string message, bool isPending, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the request may have been, or may still be, carried out; false means that it was not.</summary>
    public bool IsPending => isPending;
}
