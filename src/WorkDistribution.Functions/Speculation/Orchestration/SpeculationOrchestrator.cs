using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;
using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>
/// The seed's "Speculative Execution": likely branches start beside the primary work, whose result names the branch that is taken. A hit
/// uses what was started early, a miss runs the branch now; the others are cancelled. What happened is learnt for the next run.
/// </summary>
internal static class SpeculationOrchestrator
{
    private const string Primary = "primary";

    /// <summary>Runs a speculation to the result of the branch taken.</summary>
    [Function(SpeculationFunctionNames.Orchestrator)]
    public static async Task<SpeculationOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<SpeculationOrder>()
            ?? throw new SpeculationFailedException("The orchestration has no input. Start speculations by POST /api/speculations.");
        var predictor = new EntityInstanceId(SpeculationFunctionNames.Predictor, order.Name);
        var priors = order.Branches.Select(static branch => KeyValuePair.Create(branch.Name, branch.Probability)).ToArray();
        var forecast = await context.Entities.CallEntityAsync<Forecast>(predictor, nameof(PredictorEntity.Forecast), priors);
        var idle = await context.CallActivityAsync<int>(SpeculationFunctionNames.Idle, context.InstanceId);
        var plan = SpeculationPlan.Make(order, forecast, idle);

        var startedAt = context.CurrentUtcDateTime;
        var early = plan.Branches.ToDictionary(static branch => branch, branch => StartAsync(context, order, RunName("early", branch), order.Branches[branch].Work));
        try
        {
            var primary = await StartAsync(context, order, Primary, order.Primary);
            var taken = FindBranch(order, primary.Result);
            var losers = early.Keys.Where(branch => branch != taken).ToList();
            await CancelAsync(context, losers);

            var (run, hit) = early.TryGetValue(taken, out var started) && await SucceededAsync(started)
                ? (await started, true)
                : (await StartAsync(context, order, RunName("late", taken), order.Branches[taken].Work), false);
            var elapsed = (context.CurrentUtcDateTime - startedAt).TotalMilliseconds;

            var cancelled = 0.0;
            foreach (var loser in losers)
            {
                cancelled += await SucceededAsync(early[loser]) ? (await early[loser]).RunMs : 0;
            }

            var likeliest = order.Branches[forecast.Probabilities.Index().MaxBy(static branch => branch.Item).Index].Name;
            await context.Entities.SignalEntityAsync(
                predictor, nameof(PredictorEntity.Learn), new Observation(likeliest, order.Branches[taken].Name, primary.RunMs, run.RunMs));
            return Describe(context, order, forecast, plan, taken, hit, primary.RunMs, run, elapsed, cancelled);
        }
        catch (TaskFailedException e)
        {
            await CancelAsync(context, early.Keys);
            throw new SpeculationFailedException(e.FailureDetails.ErrorMessage);
        }
        catch (SpeculationFailedException)
        {
            await CancelAsync(context, early.Keys);
            throw;
        }
        finally
        {
            await DiscardAsync(context, early.Values);
        }
    }

    private static Task<FinishedRun> StartAsync(TaskOrchestrationContext context, SpeculationOrder order, string run, WorkOrder work) =>
        context.CallActivityAsync<FinishedRun>(SpeculationFunctionNames.Run, new RunOrder(context.InstanceId, run, work, order.TimeoutSeconds));

    private static string RunName(string when, int branch) => string.Create(CultureInfo.InvariantCulture, $"{when}-{branch}");

    /// <summary>The branch that a primary result names: a text, or the member <c>branch</c> of an object.</summary>
    private static int FindBranch(SpeculationOrder order, JsonElement? result)
    {
        var name = result switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } holder when holder.TryGetProperty("branch", out var branch) && branch.ValueKind == JsonValueKind.String => branch.GetString(),
            _ => null,
        };
        var found = order.Branches.Index().FirstOrDefault(branch => branch.Item.Name == name, (-1, null!)).Index;
        return found >= 0
            ? found
            : throw new SpeculationFailedException(
                $"The primary result names {(name is null ? "no branch" : $"'{name}', which is no branch")}. It must be the name of a branch, or an object with a member \"branch\".");
    }

    // A branch that failed early is run again when it is taken, as it would have been without speculation.
    private static async Task<bool> SucceededAsync(Task<FinishedRun> run)
    {
        await Task.WhenAny(run);
        return run.IsCompletedSuccessfully;
    }

    private static async Task CancelAsync(TaskOrchestrationContext context, IReadOnlyCollection<int> branches)
    {
        if (branches.Count > 0)
        {
            await context.CallActivityAsync(
                SpeculationFunctionNames.Cancel, new CancelOrder(context.InstanceId, [.. branches.Select(static branch => RunName("early", branch))]));
        }
    }

    private static async Task DiscardAsync(TaskOrchestrationContext context, IReadOnlyCollection<Task<FinishedRun>> early)
    {
        foreach (var run in early)
        {
            // What is still running would miss its cancellation.
            await Task.WhenAny(run);
        }

        try
        {
            await context.CallActivityAsync(SpeculationFunctionNames.Discard, context.InstanceId);
        }
        catch (TaskFailedException e)
        {
            context.CreateReplaySafeLogger(nameof(SpeculationOrchestrator))
                .LogWarning("The cancellations of speculation {InstanceId} could not be deleted: {Reason}", context.InstanceId, e.FailureDetails.ErrorMessage);
        }
    }

    private static SpeculationOutcome Describe(
        TaskOrchestrationContext context,
        SpeculationOrder order,
        Forecast forecast,
        SpeculationPlan plan,
        int taken,
        bool hit,
        double primaryMs,
        FinishedRun run,
        double elapsedMs,
        double cancelledMs)
    {
        var sequential = primaryMs + run.RunMs;
        var roi = SpeculationMetrics.Roi(Math.Max(0, sequential - elapsedMs), cancelledMs);
        return new SpeculationOutcome(
            context.InstanceId,
            order.Name,
            order.Branches[taken].Name,
            run.Result,
            hit,
            [.. plan.Branches.Select(branch => order.Branches[branch].Name)],
            plan.Off,
            order.Branches.Index().ToDictionary(static branch => branch.Item.Name, branch => Math.Round(forecast.Probabilities[branch.Index], 4)),
            Math.Round(primaryMs, 1),
            Math.Round(run.RunMs, 1),
            Math.Round(sequential, 1),
            Math.Round(elapsedMs, 1),
            Math.Round(cancelledMs, 1),
            forecast.HitRate is { } hitRate ? Math.Round(hitRate, 4) : null,
            Math.Round(SpeculationMetrics.Speedup(sequential, elapsedMs), 3),
            Math.Round(SpeculationMetrics.WasteRatio(cancelledMs, sequential + cancelledMs), 3),
            cancelledMs > 0 && double.IsFinite(roi) ? Math.Round(roi, 3) : null);
    }
}
