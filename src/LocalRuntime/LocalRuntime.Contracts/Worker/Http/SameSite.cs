namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Whether a cookie is sent with requests from other sites.</summary>
public enum SameSite
{
    /// <summary>Nothing is said about it.</summary>
    None = 0,

    /// <summary>Sent with top-level navigation from other sites.</summary>
    Lax = 1,

    /// <summary>Not sent with requests from other sites.</summary>
    Strict = 2,

    /// <summary>Sent with all requests; said explicitly.</summary>
    ExplicitNone = 3,
}
