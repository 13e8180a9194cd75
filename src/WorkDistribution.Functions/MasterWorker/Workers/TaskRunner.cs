using System.Text.Json;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>Runs one attempt of a task.</summary>
internal sealed class TaskRunner(IObjectStore store, HandlerCalls calls, TimeProvider time)
{
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
            var result = await calls.RunAsync(
                task.Handler,
                page[task.Index % BatchLayout.PageSize].GetRawText(),
                new WorkContext($"{task.Batch}-{task.Index}", "normal", task.Attempt, time.GetUtcNow()),
                TimeSpan.FromSeconds(task.TimeoutSeconds),
                cancellationToken);
            await store.WriteJsonAsync(layout.Result(task.Index), new StoredResult(result, task.Attempt), cancellationToken);
            return done;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var error = e switch
            {
                PermanentFailureException or TimeoutException => e.Message,
                _ => $"{e.GetType().Name}: {e.Message}",
            };
            return done with { Error = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength] + "…", Permanent = e is PermanentFailureException };
        }
    }
}
