using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Keeps a message invisible to others while its function runs. Every renewal changes the receipt needed to touch the message.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewal;
    private string _receipt;
    private int _ended;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration, TimeProvider time)
    {
        _queue = queue;
        _message = message;
        _duration = duration;
        _time = time;
        _receipt = message.PopReceipt;
        _renewal = RenewAsync();
    }

    /// <summary>Ends the renewal and returns the receipt to complete the message with. May be called more than once.</summary>
    public async Task<string> EndAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            await _stop.CancelAsync();
        }

        await _renewal;
        return _receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        var wait = _duration / 2;
        while (true)
        {
            try
            {
                await Task.Delay(wait, _time, _stop.Token);

                // Not cancelled half-way: a renewal that happened but whose receipt is not known would lose the message.
                UpdateReceipt renewed = await _queue.UpdateMessageAsync(
                    _message.MessageId, _receipt, visibilityTimeout: _duration, cancellationToken: CancellationToken.None);
                _receipt = renewed.PopReceipt;
                wait = _duration / 2;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 400)
            {
                // Deleted, or taken by someone else after a pause of this process: completing it will report that.
                return;
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException or IOException)
            {
                wait = RetryInterval < _duration / 4 ? RetryInterval : _duration / 4;
            }
        }
    }
}
