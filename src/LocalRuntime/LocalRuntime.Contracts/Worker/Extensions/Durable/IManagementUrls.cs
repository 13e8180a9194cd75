namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Where the HTTP management API of a client's instances is. <see cref="DurableTaskClientExtensions"/> asks the client it is called on
/// for this interface; a client without it can only build URLs from a request, and without query parameters.
/// </summary>
internal interface IManagementUrls
{
    /// <summary>The base without a trailing slash, such as <c>http://127.0.0.1:7071/runtime/webhooks/durabletask</c>.</summary>
    string BaseUrl { get; }

    /// <summary>
    /// The parameters every URL needs, without a question mark: <c>taskHub=…&amp;connection=…&amp;code=…</c>; null for none.
    /// </summary>
    string? QueryString { get; }

    /// <summary>Whether the API is on another host than the one that serves the functions' requests.</summary>
    bool IsElsewhere { get; }
}
