using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Core;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>A queue message as the real host hands it to parameters of the SDK's own types.</summary>
internal sealed class QueueMessageBindingData(QueueMessage message) : ModelBindingData
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public override string Version => "1.0";

    public override string Source => "AzureStorageQueues";

    public override string ContentType => "application/json";

    public override BinaryData Content => field ??= BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            message.MessageId,
            message.PopReceipt,
            MessageText = message.Body.ToString(),
            message.DequeueCount,
            NextVisibleOn = message.NextVisibleOn?.UtcDateTime,
            InsertedOn = message.InsertedOn?.UtcDateTime,
            ExpiresOn = message.ExpiresOn?.UtcDateTime,
        },
        WithoutNulls));
}
