using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>Runs one attempt of a task.</summary>
internal sealed class TaskRunner(IObjectStore store, WorkHandlers handlers, IServiceScopeFactory scopes, TimeProvider time)
{
    private const int MaxResultBytes = 16 * 1024;
    private const int MaxErrorLength = 1_000;

    /// <summary>Runs an attempt, unless the task is done already.</summary>
    /// <returns>What the master is to know; null when its batch has ended.</returns>
    /// <exception cref="OperationCanceledException">The host stops; the message goes back to the queue.</exception>
    public async Task<TaskReport?> RunAsync(TaskMessage task, CancellationToken cancellationToken)
    {
        var layout = new BatchLayout(task.Batch);
        var done = new TaskReport(task.Batch, task.Index, task.Attempt);
        if (await store.ExistsAsync(layout.Result(task.Index), cancellationToken))
        {
            return done;
        }

        if (await store.TryReadJsonAsync<JsonElement[]>(layout.Page(task.Index), cancellationToken) is not { } page)
        {
            return null;
        }

        try
        {
            var result = await CallAsync(task, page[task.Index % BatchLayout.PageSize].GetRawText(), cancellationToken);
            await store.WriteJsonAsync(layout.Result(task.Index), new StoredResult(result, task.Attempt), cancellationToken);
            return done;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var error = e switch
            {
                PermanentFailureException => e.Message,
                OperationCanceledException => $"The attempt took longer than {task.TimeoutSeconds} s.",
                _ => $"{e.GetType().Name}: {e.Message}",
            };
            return done with { Error = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength] + "…", Permanent = e is PermanentFailureException };
        }
    }

    private async Task<JsonElement?> CallAsync(TaskMessage task, string payload, CancellationToken cancellationToken)
    {
        if (!handlers.TryGet(task.Handler, out var registration))
        {
            throw new PermanentFailureException($"There is no handler '{task.Handler}' in this app.");
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(task.TimeoutSeconds), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var context = new WorkContext($"{task.Batch}-{task.Index}", "normal", task.Attempt, time.GetUtcNow());
        var value = await registration.Create(scope.ServiceProvider).RunAsync(payload, context, stop.Token);
        if (value is null)
        {
            return null;
        }

        var result = JsonSerializer.SerializeToElement(value, value.GetType(), JsonSerializerOptions.Web);
        return Encoding.UTF8.GetByteCount(result.GetRawText()) <= MaxResultBytes
            ? result
            : throw new PermanentFailureException($"The result has more than {MaxResultBytes} bytes: store it elsewhere and return a reference.");
    }
}
