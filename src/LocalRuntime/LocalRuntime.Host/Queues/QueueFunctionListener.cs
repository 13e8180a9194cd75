using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Feeds the messages of one queue to one function: at most batch size + threshold at once, polling with backoff when idle.</summary>
internal sealed class QueueFunctionListener : IAsyncDisposable
{
    private static readonly TimeSpan MaxErrorInterval = TimeSpan.FromSeconds(10);

    private readonly FunctionDescriptor _function;
    private readonly QueueAddress _address;
    private readonly QueueClient _queue;
    private readonly QueueListenerContext _context;
    private readonly PollingBackoff _idle;
    private readonly PollingBackoff _failing;
    private readonly ConcurrentDictionary<QueueMessageRun, Task> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cancelFunctions = new();
    private Task _loop = Task.CompletedTask;

    public QueueFunctionListener(FunctionDescriptor function, QueueAddress address, QueueListenerContext context)
    {
        _function = function;
        _address = address;
        _context = context;
        _queue = address.CreateClient();
        var minimum = QueueExtensionOptions.MinPollingInterval;
        _idle = new PollingBackoff(minimum, context.Options.MaxPollingInterval, context.Random);
        _failing = new PollingBackoff(TimeSpan.FromSeconds(1), MaxErrorInterval, context.Random);
    }

    public void Start() => _loop = Task.Run(PollAsync);

    /// <summary>
    /// Fetches no more, and waits for what runs. When the token is cancelled, the functions are cancelled too; messages of those that
    /// do not end become visible again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
            await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _cancelFunctions.CancelAsync();
            await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(_context.CancellationGrace, CancellationToken.None));
            using var limit = new CancellationTokenSource(_context.CancellationGrace);
            await Task.WhenAll(_running.Keys.Select(r => r.AbandonAsync(limit.Token)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _cancelFunctions.CancelAsync();
        _stop.Dispose();
        _cancelFunctions.Dispose();
    }

    private async Task PollAsync()
    {
        var queueExists = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (!queueExists)
                {
                    await _queue.CreateIfNotExistsAsync(cancellationToken: _cancelFunctions.Token);
                    queueExists = true;
                }

                await FetchAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
            {
                queueExists = false;
            }
            catch (Exception e)
            {
                _context.Availability.ReportDown(_queue.Uri, e);
                await WaitAsync(_failing.Next());
            }
        }
    }

    private async Task FetchAsync()
    {
        // Not cut short by a stop: messages received without our knowing would stay invisible for the whole lease.
        QueueMessage[] messages = await _queue.ReceiveMessagesAsync(
            _context.Options.BatchSize, _context.LeaseDuration, _cancelFunctions.Token);
        _context.Availability.ReportUp(_queue.Uri);
        _failing.Reset();
        if (messages.Length == 0)
        {
            await _context.Signals.WaitAsync(_queue.Uri, _idle.Next(), _context.Time, _stop.Token);
            return;
        }

        _idle.Reset();
        var runs = messages.Select(m => new QueueMessageRun(_function, _address, _queue, m, _context));
        if (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(runs.Select(r => r.AbandonAsync(_cancelFunctions.Token)));
            return;
        }

        foreach (var run in runs)
        {
            Track(run);
        }

        while (_running.Count > _context.Options.NewBatchThreshold)
        {
            await Task.WhenAny(_running.Values).WaitAsync(_stop.Token);
        }
    }

    private void Track(QueueMessageRun run)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[run] = ended.Task;
        _ = Task.Run(async () =>
        {
            await run.RunAsync(_cancelFunctions.Token);
            _running.TryRemove(run, out _);
            ended.SetResult();
        });
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _context.Time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            _context.Logger.LogDebug("The listener of queue '{Queue}' stops.", _address.Name);
        }
    }
}
