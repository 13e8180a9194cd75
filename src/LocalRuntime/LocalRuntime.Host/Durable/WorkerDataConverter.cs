using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Durable payloads go through the worker's serializer, as the official extension has it.</summary>
internal sealed class WorkerDataConverter(IOptions<WorkerOptions> options) : DataConverter
{
    private ObjectSerializer Serializer => options.Value.Serializer!;

    public override string? Serialize(object? value) => value switch
    {
        null => null,

        // JSON that came by HTTP is what is to be stored, whatever serializer the app has chosen.
        JsonElement json => json.GetRawText(),
        _ => Serializer.Serialize(value, value.GetType()).ToString(),
    };

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null)
        {
            return null;
        }

        using var stream = BinaryData.FromString(data).ToStream();
        return Serializer.Deserialize(stream, targetType, CancellationToken.None);
    }
}
