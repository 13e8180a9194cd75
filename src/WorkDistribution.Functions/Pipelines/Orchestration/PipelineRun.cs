using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.Core.Pipelines;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>One pipeline within its orchestration: starts what the flow of items allows, and counts.</summary>
/// <remarks>
/// Every activity has one continuation, which reports its outcome to the flow and starts what has become possible. An orchestration runs
/// its continuations one at a time and in the order of its history, so nothing here needs a lock and a replay does the same.
/// </remarks>
internal sealed class PipelineRun(TaskOrchestrationContext context, PipelineOrder order, PipelineLayout layout) : IDisposable
{
    /// <summary>Status updates of a pipeline, about: each is written to the history's row.</summary>
    private const int MaxReports = 100;

    /// <summary>Items notice within a second that the pipeline was stopped; those that do not listen are not waited for.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(TaskRetries.MaxAttempts, TimeSpan.FromSeconds(1), backoffCoefficient: 2));

    private readonly StageMeter[] _meters = [.. order.Stages.Select(static _ => new StageMeter())];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly TaskCompletionSource _ended = new();
    private readonly TaskCompletionSource _drained = new();
    private readonly CancellationTokenSource _retryWaits = new();
    private readonly DateTime _startedAt = context.CurrentUtcDateTime;
    private DateTime _ranAt;
    private PipelineFlow _flow = null!;
    private int _items;
    private int _deadLettered;
    private int _settled;
    private string? _failure;

    /// <summary>Runs the pipeline.</summary>
    /// <exception cref="PipelineFailedException">It could not be planned, or an item stopped it.</exception>
    public async Task<PipelineOutcome> RunAsync()
    {
        Report("plan");
        var plan = await context.CallActivityAsync<PlannedPipeline>(PipelineFunctionNames.Plan, new PlanOrder(layout.Root, order), Retried);
        if (plan.Error is not null)
        {
            throw new PipelineFailedException($"The pipeline could not be planned: {plan.Error}");
        }

        _items = plan.Items;
        _flow = new PipelineFlow([.. order.Stages.Select(static stage => stage.ToShape())], _items, order.Ordered);
        _ranAt = context.CurrentUtcDateTime;
        Report("run");
        Advance();
        await _ended.Task;
        if (_failure is not null)
        {
            await StopAsync();
            throw new PipelineFailedException(_failure);
        }

        var ran = context.CurrentUtcDateTime - _ranAt;
        Report("publish");
        var lastStage = order.Stages.Count - 1;
        var lastFold = order.Stages[lastStage].Batch > 0 ? new FoldReference(lastStage, _flow.Folded) : null;
        var published = await context.CallActivityAsync<PublishedPipeline>(PipelineFunctionNames.Publish, new PublishOrder(layout.Root, lastFold), Retried);
        Report("done");
        return Describe(ran, published);
    }

    public void Dispose() => _retryWaits.Dispose();

    private void Advance()
    {
        while (_flow.TryTake(out var task))
        {
            _ = RunAsync(task);
        }

        var at = context.CurrentUtcDateTime - _ranAt;
        for (var stage = 0; stage < _meters.Length; stage++)
        {
            _meters[stage].Observe(at, _flow.Waiting(stage), _flow.Ahead(stage));
        }

        if (_flow.IsFinished)
        {
            _ended.TrySetResult();
        }
        else if (_flow.IsStopped && _flow.InFlight == 0)
        {
            _drained.TrySetResult();
        }
    }

    private async Task RunAsync(StageTask task)
    {
        try
        {
            await SettleAsync(task, await AttemptAsync(task));
            Advance();
            if (++_settled % Math.Max(1, _items * _meters.Length / MaxReports) == 0 && !_ended.Task.IsCompleted)
            {
                Report("run");
            }
        }
        catch (Exception e)
        {
            // Nobody awaits this method: without this, the pipeline would wait for ever.
            _ended.TrySetException(e);
        }
    }

    private async Task<AttemptOutcome> AttemptAsync(StageTask task)
    {
        var stage = order.Stages[task.Stage];
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await CallAsync(task);
            _meters[task.Stage].AddBusy(TimeSpan.FromMicroseconds(outcome.BusyMicroseconds));
            if (outcome.Result != AttemptResult.Failed || attempt > stage.Retries || _flow.IsStopped)
            {
                return outcome;
            }

            _meters[task.Stage].Retry();
            try
            {
                var index = task.Number > 0 ? task.Number : task.Items[0];
                await context.CreateTimer(TaskRetries.Delay(context.InstanceId, stage.Name, index, attempt), _retryWaits.Token);
            }
            catch (OperationCanceledException)
            {
                return outcome;
            }
        }
    }

    private async Task<AttemptOutcome> CallAsync(StageTask task)
    {
        try
        {
            return task.Number > 0
                ? await context.CallActivityAsync<AttemptOutcome>(
                    PipelineFunctionNames.Fold,
                    new FoldOrder(layout.Root, order.Pipeline, task.Stage, task.Items, task.Number, task.After))
                : await context.CallActivityAsync<AttemptOutcome>(
                    PipelineFunctionNames.Item,
                    new ItemOrder(layout.Root, order.Pipeline, task.Stage, task.Items[0], _flow.IsBehindFold(task.Stage) ? _flow.Folded : 0));
        }
        catch (TaskFailedException e)
        {
            return new AttemptOutcome(AttemptResult.Failed, 0, e.FailureDetails.ErrorMessage);
        }
    }

    private async Task SettleAsync(StageTask task, AttemptOutcome outcome)
    {
        if (_flow.IsStopped)
        {
            _flow.Drop(task);
        }
        else if (outcome.Result == AttemptResult.Done)
        {
            _meters[task.Stage].Complete(task.Items.Count);
            _flow.Complete(task);
        }
        else if (order.OnError == ErrorPolicy.Stop || outcome.Result == AttemptResult.Lost || _flow.IsBehindFold(task.Stage) || task.Items.Count == 0)
        {
            Stop(task, outcome);
        }
        else if (task.Items.Count > 1)
        {
            _flow.Drop(task);
        }
        else
        {
            var letter = new DeadLetter(task.Items[0], order.Stages[task.Stage].Name, Shorten(outcome.Reason));
            await context.CallActivityAsync(PipelineFunctionNames.DeadLetter, new DeadLetterOrder(layout.Root, letter), Retried);
            _deadLettered++;
            if (_deadLetters.Count < PipelineLimits.MaxShownDeadLetters)
            {
                _deadLetters.Add(letter);
            }

            _meters[task.Stage].Fail();
            _flow.Drop(task);
        }
    }

    private void Stop(StageTask task, AttemptOutcome outcome)
    {
        var what = task.Items.Count == 1 && !_flow.IsBehindFold(task.Stage) ? $"item {task.Items[0]}" : task.Number > 0 ? $"{task.Items.Count} items" : "the folded result";
        _failure = $"Stage '{order.Stages[task.Stage].Name}' failed on {what}, which stopped the pipeline: {Shorten(outcome.Reason)}";
        _meters[task.Stage].Fail();
        _flow.Stop();
        _flow.Drop(task);
        _retryWaits.Cancel();
        _ended.TrySetResult();
    }

    private async Task StopAsync()
    {
        Report("stop");
        try
        {
            await context.CallActivityAsync(PipelineFunctionNames.Stop, layout.Root, Retried);
        }
        catch (TaskFailedException e)
        {
            context.CreateReplaySafeLogger(nameof(PipelineOrchestrator))
                .LogWarning("The items of stopped pipeline {InstanceId} could not be cancelled: {Reason}", context.InstanceId, e.FailureDetails.ErrorMessage);
        }

        if (_flow.InFlight > 0)
        {
            using var drained = new CancellationTokenSource();
            await Task.WhenAny(_drained.Task, context.CreateTimer(StopPatience, drained.Token));
            drained.Cancel();
        }
    }

    private void Report(string phase) => context.SetCustomStatus(new PipelineStatus(
        phase,
        _items,
        [.. order.Stages.Select((stage, i) => new StageStatus(stage.Name, _flow?.Waiting(i) ?? 0, _flow?.Running(i) ?? 0, _meters[i].Items, _meters[i].Failed))],
        _deadLettered,
        _deadLetters,
        _startedAt));

    private PipelineOutcome Describe(TimeSpan ran, PublishedPipeline published)
    {
        var sequential = _meters.Sum(static meter => meter.Busy.TotalMilliseconds);
        var bottleneck = Bottleneck.Find([.. order.Stages.Select((stage, i) => (stage.Name, stage.ToShape(), _meters[i].Utilisation(stage.Parallelism, ran)))]);
        return new PipelineOutcome(
            order.Pipeline,
            context.InstanceId,
            _items,
            _deadLettered,
            _deadLetters,
            order.Ordered,
            order.OnError,
            (long)(context.CurrentUtcDateTime - _startedAt).TotalMilliseconds,
            (long)ran.TotalMilliseconds,
            Math.Round(sequential, 3),
            ran > TimeSpan.Zero ? Math.Round(sequential / ran.TotalMilliseconds, 3) : 1,
            [.. order.Stages.Select((stage, i) => Describe(stage, _meters[i], ran))],
            BottleneckFigures.From(bottleneck),
            published.Output,
            published.Files,
            layout.Root);
    }

    private static StageFigures Describe(StageSettings stage, StageMeter meter, TimeSpan ran) => new(
        stage.Name,
        stage.Parallelism,
        stage.Buffer,
        meter.Items,
        meter.Failed,
        meter.Retries,
        Math.Round(meter.Busy.TotalMilliseconds, 3),
        Math.Round(meter.Throughput(ran), 3),
        Math.Round(meter.Utilisation(stage.Parallelism, ran), 4),
        Math.Round(meter.MeanQueue, 3),
        meter.MaxQueue,
        meter.MaxAhead);

    private static string Shorten(string? reason) => reason switch
    {
        null => "No reason was recorded.",
        { Length: > PipelineLimits.MaxReasonLength } => string.Concat(reason.AsSpan(0, PipelineLimits.MaxReasonLength), "…"),
        _ => reason,
    };
}
