using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>What both hosts must show alike, as text in which a difference is easy to see.</summary>
public static class Observation
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Text(object? seen) => JsonSerializer.Serialize(seen, _json);

    /// <summary>The output of a failed instance repeats its failure, in words that differ between backends; a scenario pins them.</summary>
    public static object? Of(OrchestrationMetadata? instance) => instance is null ? null : new
    {
        Name = instance.Name,
        Status = instance.RuntimeStatus,
        Input = instance.SerializedInput,
        Output = instance.FailureDetails is null ? instance.SerializedOutput : null,
        CustomStatus = instance.SerializedCustomStatus,
        Failure = Of(instance.FailureDetails),
        Tags = instance.Tags.Count == 0 ? null : instance.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal),
    };

    /// <summary>Everything but the stack trace, which names the code of the host.</summary>
    public static FailureSeen? Of(TaskFailureDetails? failure) => failure is null
        ? null
        : new(failure.ErrorType, failure.ErrorMessage, Of(failure.InnerFailure));

    public sealed record FailureSeen(string Type, string Message, FailureSeen? Inner);
}
