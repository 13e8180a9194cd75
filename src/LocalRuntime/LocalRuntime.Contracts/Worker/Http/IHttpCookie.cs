namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie.</summary>
public interface IHttpCookie
{
    /// <summary>The hosts that receive the cookie.</summary>
    string? Domain { get; }

    /// <summary>When the cookie ends; null for the end of the session.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts are kept from the cookie.</summary>
    bool? HttpOnly { get; }

    /// <summary>The life of the cookie in seconds; 0 or less ends it at once.</summary>
    double? MaxAge { get; }

    /// <summary>The name.</summary>
    string Name { get; }

    /// <summary>The URL path that must be part of the requested URL.</summary>
    string? Path { get; }

    /// <summary>Whether the cookie is sent with requests from other sites.</summary>
    SameSite SameSite { get; }

    /// <summary>Whether the cookie is sent over HTTPS only.</summary>
    bool? Secure { get; }

    /// <summary>The value.</summary>
    string Value { get; }
}
