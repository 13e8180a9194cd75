using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>One try of one message: runs the function while holding the message, then deletes, releases or buries it.</summary>
internal sealed class QueueMessageRun(
    FunctionDescriptor function, QueueAddress address, QueueClient queue, QueueMessage message, QueueListenerContext context)
{
    // Set while the function runs: ends the renewal and gives the receipt, for AbandonAsync.
    private Func<Task<string>>? _endLease;

    /// <summary>Never throws: storage that fails at the end leaves the message to reappear, which at-least-once delivery allows.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await ProcessAsync(cancellation);
        }
        catch (Exception e)
        {
            context.Logger.LogWarning(
                e, "Message {MessageId} of queue '{Queue}' could not be completed and may be handled again: {Reason}", message.MessageId,
                address.Name, e.Message.Split('\n')[0]);
        }
    }

    /// <summary>Makes the message visible at once although its function still runs, for a host that stops without it.</summary>
    public async Task AbandonAsync(CancellationToken cancellationToken)
    {
        try
        {
            var receipt = _endLease is { } endLease ? await endLease() : message.PopReceipt;
            await ReleaseAsync(receipt, TimeSpan.Zero, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            context.Logger.LogDebug("Message {MessageId} could not be released and reappears later: {Reason}", message.MessageId, e.Message);
        }
    }

    private async Task ProcessAsync(CancellationToken cancellation)
    {
        if (!QueueMessageCodec.TryDecode(message.MessageText, context.Options.MessageEncoding, out var body))
        {
            context.Logger.LogError(
                "Message {MessageId} of queue '{Queue}' is not valid Base64 and moves to the poison queue. Send it Base64-encoded, or set extensions.queues.messageEncoding to \"none\" in host.json.",
                message.MessageId, address.Name);
            await BuryAsync(message.PopReceipt);
            return;
        }

        // Possible when a host was killed during the last try.
        if (message.DequeueCount > context.Options.MaxDequeueCount && address.HasPoisonQueue)
        {
            await BuryAfterLastTryAsync(message.PopReceipt);
            return;
        }

        await using var lease = new MessageLease(queue, message, context.LeaseDuration, context.Time);
        _endLease = lease.EndAsync;
        var input = QueueTriggerInput.Create(function, WithBody(body), $"New queue message detected on '{address.Name}'.");
        var outcome = await context.Invoker.InvokeAsync(function, input, cancellation);
        var receipt = await lease.EndAsync();
        if (outcome.Succeeded)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
            context.Instruments.MessageProcessed(address.Name);
        }
        else if (cancellation.IsCancellationRequested)
        {
            await ReleaseAsync(receipt, TimeSpan.Zero, CancellationToken.None);
        }
        else if (address.HasPoisonQueue)
        {
            await (message.DequeueCount >= context.Options.MaxDequeueCount
                ? BuryAfterLastTryAsync(receipt)
                : ReleaseAsync(receipt, context.Options.VisibilityTimeout, CancellationToken.None));
        }

        // Without a poison queue a failed message stays invisible until its lease ends; releasing it would try it in a tight circle.
    }

    private QueueMessage WithBody(BinaryData body) => QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);

    private async Task ReleaseAsync(string receipt, TimeSpan after, CancellationToken cancellationToken) =>
        await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: after, cancellationToken: cancellationToken);

    private Task BuryAfterLastTryAsync(string receipt)
    {
        context.Logger.LogWarning(
            "Message {MessageId} has reached MaxDequeueCount of {MaxDequeueCount}. Moving message to queue '{PoisonQueue}'.", message.MessageId,
            context.Options.MaxDequeueCount, address.Name + QueueAddress.PoisonSuffix);
        return BuryAsync(receipt);
    }

    private async Task BuryAsync(string receipt)
    {
        var poison = address.CreatePoisonClient();

        // The copy first: a crash between the two leaves the message twice rather than nowhere. The text goes as it came.
        await poison.SendCreatingAsync(message.MessageText, CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        context.Signals.MessageAdded(poison.Uri);
        context.Instruments.MessagePoisoned(address.Name);
    }
}
