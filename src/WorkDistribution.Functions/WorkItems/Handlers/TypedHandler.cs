using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>Turns JSON into what a handler takes.</summary>
internal sealed class TypedHandler<TPayload>(IWorkHandler<TPayload> handler) : IWorkHandlerInstance
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public (string Field, string Message)? Refuse(string payload)
    {
        try
        {
            return handler.Refuse(Read(payload)) is { } reason ? ("payload", reason) : null;
        }
        catch (JsonException e)
        {
            // A path starts with '$', which stands for the payload.
            var field = e.Path is ['$', .. var path] ? "payload" + path : "payload";
            return (field, $"is not what the handler takes: {e.Message}");
        }
    }

    public Task<object?> RunAsync(string payload, WorkContext context, CancellationToken cancellationToken)
    {
        try
        {
            return handler.RunAsync(Read(payload), context, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new PermanentFailureException($"The payload is not what the handler takes: {e.Message}", e);
        }
    }

    private static TPayload Read(string payload) =>
        JsonSerializer.Deserialize<TPayload>(payload, Strict) ?? throw new JsonException($"It is null; {typeof(TPayload).Name} is needed.");
}
