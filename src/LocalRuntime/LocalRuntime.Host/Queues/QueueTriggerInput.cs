using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Builds what a queue message hands to a function: its body, the SDK's message, and the binding data.</summary>
internal static class QueueTriggerInput
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The input of one try of <paramref name="message"/>, whose body is decoded already.</summary>
    public static TriggerInput Create(FunctionDescriptor function, QueueMessage message, string reason)
    {
        var text = ReadText(message.Body);
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["QueueTrigger"] = text ?? string.Empty,
            ["Id"] = message.MessageId,
            ["PopReceipt"] = message.PopReceipt,
            ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["InsertionTime"] = JsonSerializer.Serialize(message.InsertedOn),
            ["ExpirationTime"] = JsonSerializer.Serialize(message.ExpiresOn),
            ["NextVisibleTime"] = JsonSerializer.Serialize(message.NextVisibleOn),
        };
        AddProperties(data, text);
        return new TriggerInput
        {
            Value = function.Trigger.SupportsDeferredBinding ? new QueueMessageBindingData(message) : text is null ? message.Body.ToMemory() : text,
            BindingData = data,
            Reason = reason,
        };
    }

    /// <summary>The input for a run asked for by hand, as if the text had just come from a queue.</summary>
    public static TriggerInput CreateManual(FunctionDescriptor function, string text, DateTimeOffset now, string reason)
    {
        var message = QueuesModelFactory.QueueMessage(
            Guid.NewGuid().ToString(), string.Empty, BinaryData.FromString(text), dequeueCount: 1, nextVisibleOn: now, insertedOn: now,
            expiresOn: now.AddDays(7));
        return Create(function, message, reason);
    }

    private static string? ReadText(BinaryData body)
    {
        try
        {
            return StrictUtf8.GetString(body.ToMemory().Span);
        }
        catch (DecoderFallbackException)
        {
            // Not text: the function gets the bytes.
            return null;
        }
    }

    private static void AddProperties(Dictionary<string, object?> data, string? text)
    {
        if (text is null || !text.AsSpan().TrimStart().StartsWith("{"))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
                data.TryAdd(property.Name, value);
            }
        }
        catch (JsonException)
        {
            // Text that only looks like an object has no properties to offer; the function still gets it.
        }
    }
}
