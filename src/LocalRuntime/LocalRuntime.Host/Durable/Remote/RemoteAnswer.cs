using System.Net;
using System.Text.Json;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>What the management API answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The JSON of the body; undefined if it has none.</param>
/// <param name="ContinuationToken">Where the next page of a list begins; null at its end.</param>
/// <param name="Origin">Who answered, for messages.</param>
internal sealed record RemoteAnswer(HttpStatusCode Status, JsonElement Body, string? ContinuationToken, string Origin)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether there is no such instance or entity; other things that are not there come with a message.</summary>
    public bool IsMissing => Status == HttpStatusCode.NotFound && Text("Message") is null;

    /// <summary>The answer itself, or the exception that a client on the engine would throw in its place.</summary>
    public RemoteAnswer EnsureSuccess()
    {
        if (IsSuccess)
        {
            return this;
        }

        var message = Text("ExceptionMessage") ?? Text("Message") ?? Text("detail");
        throw Status switch
        {
            HttpStatusCode.NotFound when message is null => new ArgumentException("There is no such instance."),
            HttpStatusCode.BadRequest => new ArgumentException(message ?? $"{Origin} did not understand the request."),
            HttpStatusCode.Conflict when message is not null => new InvalidOperationException(message),
            HttpStatusCode.Gone => new InvalidOperationException("The instance has ended, or has not failed: it cannot be changed that way."),
            _ => new InvalidOperationException($"{Origin} answered {(int)Status}{(message is null ? "." : $": {message}")}"),
        };
    }

    public string? Text(string member) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
