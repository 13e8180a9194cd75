using System.Net.Mime;
using System.Text;
using WorkDistribution.LocalRuntime.Host.Management;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>One request to the management API, which can be sent more than once.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Below the API's base, without a leading slash; its segments are escaped.</param>
internal sealed record RemoteRequest(HttpMethod Method, string Path)
{
    private readonly StringBuilder _query = new();

    /// <summary>Whether sending it twice does no harm, so that it is repeated also when the first may have been carried out.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>JSON; null for no body.</summary>
    public string? Body { get; init; }

    public string? ContinuationToken { get; init; }

    /// <summary>How long the host may hold the request back by itself, in addition to the time an answer takes.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Adds a query parameter, unless its value is null.</summary>
    public RemoteRequest With(string name, string? value)
    {
        if (value is not null)
        {
            _query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public RemoteRequest With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Adds a flag if it is set.</summary>
    public RemoteRequest With(string name, bool value) => With(name, value ? "true" : null);

    /// <summary>A value as one segment of a path.</summary>
    /// <exception cref="NotSupportedException">A path cannot express it.</exception>
    public static string Segment(string value, string what)
    {
        // A path keeps an escaped slash escaped, and leaves dots out as steps of its own.
        return value.Contains('/', StringComparison.Ordinal) || value is "" or "." or ".."
            ? throw new NotSupportedException(
                $"The {what} '{value}' cannot be sent to the host of --durable: an address has no place for an empty one, for '/', '.' or '..'. Choose another, or call it from a function of that host.")
            : Uri.EscapeDataString(value);
    }

    public HttpRequestMessage CreateMessage(string baseUrl, string hubName)
    {
        var message = new HttpRequestMessage(Method, $"{baseUrl}/{Path}?taskHub={Uri.EscapeDataString(hubName)}{_query}");
        if (Body is not null)
        {
            message.Content = new StringContent(Body, Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        if (ContinuationToken is not null)
        {
            message.Headers.Add(ManagementQuery.ContinuationTokenHeader, ContinuationToken);
        }

        return message;
    }
}
