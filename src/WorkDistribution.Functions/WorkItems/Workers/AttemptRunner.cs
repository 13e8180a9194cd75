using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Telemetry;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Runs one attempt of an item, under its timeout, and says what becomes of the item.</summary>
internal sealed class AttemptRunner(
    WorkHandlers handlers,
    WorkLevels levels,
    PayloadStore payloads,
    Transitions transitions,
    IServiceScopeFactory scopes,
    IOptions<WorkItemsOptions> options,
    TimeProvider time,
    ILogger<AttemptRunner> logger)
{
    /// <summary>Bytes of a result that are kept.</summary>
    public const int MaxResultBytes = 16 * 1024;

    private const int MaxErrorLength = 2000;

    private readonly TimeSpan _grace = options.Value.CancellationGrace;

    /// <summary>Runs the attempt.</summary>
    /// <returns>The item as it is to be recorded; null when it belongs to another worker now.</returns>
    public async Task<WorkItem?> RunAsync(RunningItem running)
    {
        using var span = AttemptSpans.Start(running.Item, levels);
        var ended = await AttemptAsync(running);
        AttemptSpans.End(span, ended);
        return ended;
    }

    private async Task<WorkItem?> AttemptAsync(RunningItem running)
    {
        var item = running.Item;
        if (running.Stop == StopReason.None)
        {
            var started = time.GetTimestamp();
            using var timer = time.CreateTimer(
                static state => ((RunningItem)state!).RequestStop(StopReason.Timeout), running, TimeSpan.FromSeconds(item.TimeoutSeconds), Timeout.InfiniteTimeSpan);
            try
            {
                var result = await CallAsync(running, item);

                // Work that was done all the same counts as done, but not beyond its time, nor when another worker has the item.
                if (running.Stop is not (StopReason.Timeout or StopReason.LeaseLost))
                {
                    return Ended(running.Item, result);
                }
            }
            catch (Exception e) when (running.Stop == StopReason.None)
            {
                return transitions.Fail(running.Item, WorkAttemptResults.Failed, Describe(e), e is PermanentFailureException);
            }
            catch (Exception e)
            {
                // Told to stop, and did: that is what counts, whatever the handler threw.
                logger.LogDebug(e, "Work item {Id} stopped: {Reason}.", item.Id, running.Stop);
            }
            finally
            {
                running.Duration = time.GetElapsedTime(started);
            }
        }

        // The latest version: a renewal may have changed it.
        item = running.Item;
        return running.Stop switch
        {
            // The handler blocked its thread until the lease had ended: another worker may have the item.
            StopReason.Timeout when item.Visible <= time.GetUtcNow() => null,
            StopReason.Timeout => transitions.Fail(
                item, WorkAttemptResults.TimedOut, $"The attempt took longer than its timeout of {item.TimeoutSeconds} s.", isPermanent: false),
            StopReason.Cancelled => transitions.Cancel(item),
            StopReason.Shutdown => transitions.Release(item),
            _ => null,
        };
    }

    private WorkItem Ended(WorkItem item, string? result) =>
        result is { Length: > MaxResultBytes / 4 } && Encoding.UTF8.GetByteCount(result) > MaxResultBytes
            ? transitions.Fail(
                item,
                WorkAttemptResults.Failed,
                $"The result has more than {MaxResultBytes} bytes: store it elsewhere and return a reference.",
                isPermanent: true)
            : transitions.Complete(item, result);

    private async Task<string?> CallAsync(RunningItem running, WorkItem item)
    {
        if (!handlers.TryGet(item.Handler, out var registration))
        {
            throw new PermanentFailureException($"There is no handler '{item.Handler}' in this app: register it, then re-drive the item.");
        }

        var payload = await payloads.ReadAsync(item, running.Token);
        var scope = scopes.CreateAsyncScope();
        var context = new WorkContext(item.Id.ToString(), levels.NameOf(item.Id.Level), item.Attempt, item.CreatedAt);
        var call = CallAsync(scope, registration, payload, context, running.Token);
        if (!call.IsCompleted)
        {
            await WaitAsync(call, running, item);
        }

        return await call is { } value ? JsonSerializer.Serialize(value, value.GetType(), JsonSerializerOptions.Web) : null;
    }

    private static async Task<object?> CallAsync(
        AsyncServiceScope scope, WorkHandlerRegistration registration, string payload, WorkContext context, CancellationToken cancellationToken)
    {
        await using (scope)
        {
            return await registration.Create(scope.ServiceProvider).RunAsync(payload, context, cancellationToken);
        }
    }

    /// <summary>Waits for a handler, and gives it up when it goes on long after it was told to stop.</summary>
    private async Task WaitAsync(Task call, RunningItem running, WorkItem item)
    {
        var stopped = new TaskCompletionSource();
        await using (running.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
        {
            if (await Task.WhenAny(call, stopped.Task) == call)
            {
                return;
            }
        }

        try
        {
            await call.WaitAsync(_grace, time);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            logger.LogWarning(
                "Handler '{Handler}' of work item {Id} goes on {Grace} after it was told to stop ({Reason}) and is given up: make it observe its cancellation token.",
                item.Handler, item.Id, _grace, running.Stop);
            _ = call.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private static string Describe(Exception e)
    {
        var text = e is PermanentFailureException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        return text.Length <= MaxErrorLength ? text : $"{text[..MaxErrorLength]}…";
    }
}
