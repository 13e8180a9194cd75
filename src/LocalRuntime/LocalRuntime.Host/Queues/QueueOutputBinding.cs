using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Azurite;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Sends what functions put into <c>[QueueOutput]</c>: one message for each element, in order; the queue is created when missing.</summary>
internal sealed class QueueOutputBinding(
    HostConfiguration configuration, QueueSignals signals, StorageAvailability availability, StorageEmulator emulator) : IOutputBinding
{
    private readonly ConcurrentDictionary<FunctionBinding, (QueueClient Queue, bool IsDefaultEmulator)> _queues = new();

    public string BindingType => BindingTypes.Queue;

    public async Task SendAsync(
        FunctionDescriptor function, FunctionBinding output, IReadOnlyList<BinaryData> messages, CancellationToken cancellationToken)
    {
        var (queue, isDefaultEmulator) = _queues.GetOrAdd(output, o =>
        {
            var address = QueueBindings.ResolveOutput(o, configuration.Settings);
            return (address.CreateClient(), address.Connection.IsDefaultEmulator);
        });
        if (isDefaultEmulator)
        {
            await emulator.EnsureRunningAsync(cancellationToken);
        }

        foreach (var message in messages)
        {
            await SendAsync(queue, Encode(message, queue.Name), cancellationToken);
        }

        signals.MessageAdded(queue.Uri);
    }

    private async Task SendAsync(QueueClient queue, string text, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendCreatingAsync(text, cancellationToken);
        }
        catch (Exception e) when (e is AggregateException or RequestFailedException { Status: 0 })
        {
            availability.ReportDown(queue.Uri, e);
            throw;
        }
    }

    private string Encode(BinaryData message, string queue)
    {
        var text = QueueMessageCodec.Encode(message, configuration.Host.Queues.MessageEncoding);
        return text.Length <= QueueMessageCodec.MaxTextLength
            ? text
            : throw new InvalidOperationException(
                $"A message for queue '{queue}' is {text.Length:N0} characters long when encoded; a storage queue takes {QueueMessageCodec.MaxTextLength:N0}. Put the content into a blob and send its name.");
    }
}
