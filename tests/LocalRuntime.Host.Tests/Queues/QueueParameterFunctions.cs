using System.Collections.Concurrent;
using System.Text;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

/// <summary>One queue function for each kind of parameter; they keep what they got.</summary>
public static class QueueParameterFunctions
{
    public static ConcurrentDictionary<string, string> Seen { get; } = new();

    [Function(nameof(ParameterText))]
    public static void ParameterText([QueueTrigger("parameter-text")] string message) => Seen[nameof(ParameterText)] = message;

    [Function(nameof(ParameterBytes))]
    public static void ParameterBytes([QueueTrigger("parameter-bytes")] byte[] message) =>
        Seen[nameof(ParameterBytes)] = Encoding.UTF8.GetString(message);

    [Function(nameof(ParameterBinary))]
    public static void ParameterBinary([QueueTrigger("parameter-binary")] BinaryData message) =>
        Seen[nameof(ParameterBinary)] = message.ToString();

    [Function(nameof(ParameterItem))]
    public static void ParameterItem([QueueTrigger("parameter-item")] QueueItem message) =>
        Seen[nameof(ParameterItem)] = $"{message.Name} {message.Count}";

    [Function(nameof(ParameterMessage))]
    public static void ParameterMessage([QueueTrigger("parameter-message")] QueueMessage message, string id, int dequeueCount) =>
        Seen[nameof(ParameterMessage)] = $"{message.Body} {message.MessageId == id} {message.DequeueCount == dequeueCount} "
            + $"{message.ExpiresOn - message.InsertedOn} {message.PopReceipt.Length > 0}";
}
