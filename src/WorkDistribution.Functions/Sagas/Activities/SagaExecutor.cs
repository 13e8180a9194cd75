using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Activities;

/// <summary>Runs one attempt of an action or a compensation within its time limit.</summary>
internal sealed class SagaExecutor(IServiceProvider services, SagaDrill drill, TimeProvider time, ILogger<SagaExecutor> logger)
{
    private const int MaxResultBytes = 80;

    /// <summary>Runs an attempt.</summary>
    /// <returns>Its result, or its refusal.</returns>
    /// <exception cref="TimeoutException">It did not end in time; what it does after that is not waited for.</exception>
    public async Task<SagaTaskOutcome> RunAsync(SagaHandler handler, SagaTask task, CancellationToken cancellationToken)
    {
        // Not disposed: an attempt that is given up may still look at its token.
        var limit = new CancellationTokenSource(task.Timeout, time);
        using var link = cancellationToken.Register(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        Task<string?>? attempt = null;
        try
        {
            attempt = drill.RunAsync(() => handler(services, task.Input, task.Call, limit.Token));
            var result = await attempt.WaitAsync(task.Timeout, time, cancellationToken);
            return result is not null && ShortText.Size(result) > MaxResultBytes
                ? throw new InvalidOperationException(
                    $"The step '{task.Call.Step}' returned a text of {ShortText.Size(result)} bytes in JSON; at most {MaxResultBytes} are taken. Store the data and return its name.")
                : new SagaTaskOutcome(result, null);
        }
        catch (SagaRefusedException e)
        {
            return new SagaTaskOutcome(null, e.Message);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogWhenItEnds(attempt, task.Call);
            throw new TimeoutException($"The step '{task.Call.Step}' did not end within {task.Timeout}.", e);
        }
    }

    private void LogWhenItEnds(Task? attempt, SagaCall call) =>
        attempt?.ContinueWith(
            ended => logger.LogInformation(
                ended.Exception, "Saga {Saga}: attempt {Attempt} of step {Step}, given up at its time limit, has ended as {Status}.", call.SagaId, call.Attempt, call.Step, ended.Status),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
