using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary>Reads the body of a person's decision.</summary>
internal static class DecisionBody
{
    /// <summary>Characters of a reason.</summary>
    public const int MaxReasonLength = 100;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 60;

    private const int MaxBytes = 4096;
    private static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();

    /// <summary>Reads a body; no body stands for an empty object.</summary>
    /// <returns>Its members, or null after a complaint.</returns>
    public static async Task<RequestFields?> ReadAsync(HttpRequestData request, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var body = await request.ReadBodyAsync(MaxBytes, errors, cancellationToken);
        return body is null ? null : RequestFields.Parse(body.Value.IsEmpty ? Empty : body.Value, """{"reason":"checked by hand","by":"ada"}""", errors);
    }
}
