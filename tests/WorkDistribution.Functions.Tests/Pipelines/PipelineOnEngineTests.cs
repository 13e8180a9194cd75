using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Stages;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Pipelines;

public sealed class PipelineOnEngineTests : IDisposable
{
    private readonly NumberPipeline _numbers = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MapReduceApp _app;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    public PipelineOnEngineTests()
    {
        _app = new MapReduceApp(services => services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_numbers)
            .AddPipelines()
            .AddPipeline(NumberPipeline.Name, pipeline => NumberPipeline.Add(pipeline, folds: false))
            .AddPipeline(NumberPipeline.Folding, pipeline => NumberPipeline.Add(pipeline, folds: true)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Items_pass_all_stages_and_are_folded_in_batches(bool ordered, bool replay)
    {
        await using var durable = await StartAsync(options => options.ReplayAtEveryEvent = replay);

        var outcome = await CompleteAsync(durable, Order(30, folds: true, ordered: ordered));

        var listed = Listed(outcome);
        Assert.Equal(Enumerable.Range(2, 30), ordered ? listed : listed.Order());
        Assert.Equal([30L, 30, 30], outcome.Stages.Select(stage => stage.Items));
        Assert.Equal(("result.json", 0), (Assert.Single(outcome.Files), outcome.DeadLettered));
        Assert.All(outcome.Stages, stage => Assert.InRange(stage.MaxQueue, 1, stage.Buffer));
        Assert.False(Directory.Exists(Path.Combine(_app.Folder["objects"], outcome.Run, "work")));
    }

    [Fact]
    public async Task Items_of_a_pipeline_without_a_fold_are_its_output()
    {
        await using var durable = await StartAsync();

        var outcome = await CompleteAsync(durable, Order(3));

        Assert.Equal(["2", "3", "4"], Directory.EnumerateFiles(Path.Combine(outcome.Output, "items")).Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }

    [Fact]
    public async Task Pipeline_without_items_ends_with_an_empty_fold()
    {
        await using var durable = await StartAsync();

        var outcome = await CompleteAsync(durable, Order(0, folds: true));

        Assert.Empty(Listed(outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slow_stage_stops_those_before_it_at_their_bounds(bool ordered)
    {
        // The second stage stops at its first item until the first stage has come as far as it may.
        var bound = 2 + 2 + 1;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (first, startedBeforeFull) = (0, 0);
        _numbers.Act = async (stage, number, token) =>
        {
            if (stage == "first" && Interlocked.Increment(ref first) == bound)
            {
                full.TrySetResult();
            }
            else if (stage == "second")
            {
                await full.Task.WaitAsync(token);
                Interlocked.CompareExchange(ref startedBeforeFull, Volatile.Read(ref first), 0);
            }
        };
        await using var durable = await StartAsync();

        var outcome = await CompleteAsync(durable, Order(40, ordered: ordered));

        Assert.Equal(bound, startedBeforeFull);
        Assert.Equal((2 + 2, 2), (outcome.Stages[0].MaxAhead, outcome.Stages[1].MaxQueue));

        // Seen from the stages: what was taken but has not begun adds at most the parallelism of the second one.
        var ahead = 0;
        Assert.All(_numbers.Attempts, attempt => Assert.InRange(ahead += attempt.Stage == "first" ? 1 : -1, 0, bound));
    }

    [Fact]
    public async Task Refused_item_is_dead_lettered_at_once_and_a_failed_one_after_its_retries()
    {
        _numbers.Act = static (stage, number, _) => (stage, number) switch
        {
            ("first", 3) => throw new PipelineItemException("Three is refused."),
            ("first", 5) => throw new IOException("Five fails."),
            _ => Task.CompletedTask,
        };
        await using var durable = await StartAsync(time: _time);

        var running = CompleteAsync(durable, Order(8, folds: true, ordered: true));
        await AdvanceUntilDoneAsync(durable, running);

        var outcome = await running;
        Assert.Equal([2, 3, 4, 6, 8, 9], Listed(outcome));
        Assert.Equal(
            [new DeadLetter(3, "first", "Three is refused."), new DeadLetter(5, "first", "Five fails.")],
            outcome.DeadLetters.OrderBy(letter => letter.Item));
        Assert.Equal((2, 2L, 2L), (outcome.DeadLettered, outcome.Stages[0].Failed, outcome.Stages[0].Retries));
        Assert.Equal([1, 3], new[] { 3, 5 }.Select(number => _numbers.Attempts.Count(attempt => attempt == ("first", number))));
        var letters = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(outcome.Output, "dead-letters.json")));
        Assert.Equal(
            """[{"item":3,"stage":"first","reason":"Three is refused.","source":3},{"item":5,"stage":"first","reason":"Five fails.","source":5}]""",
            letters.GetRawText());
    }

    [Fact]
    public async Task Retried_item_goes_on()
    {
        var failures = 0;
        _numbers.Act = (stage, number, _) => stage == "first" && number == 2 && failures++ < 2 ? throw new IOException("Not yet.") : Task.CompletedTask;
        await using var durable = await StartAsync(time: _time);

        var running = CompleteAsync(durable, Order(4, folds: true, ordered: true));
        await AdvanceUntilDoneAsync(durable, running);

        Assert.Equal([2, 3, 4, 5], Listed(await running));
        Assert.Equal(2, (await running).Stages[0].Retries);
    }

    [Fact]
    public async Task Item_that_a_fold_refuses_is_found_in_its_batch()
    {
        _numbers.ActOnFold = static item => _ = item == 7 ? throw new PipelineItemException("Seven is refused.") : item;
        await using var durable = await StartAsync();

        var outcome = await CompleteAsync(durable, Order(12, folds: true, ordered: true));

        Assert.Equal(Enumerable.Range(2, 12).Where(item => item != 7), Listed(outcome));
        Assert.Equal(new DeadLetter(5, "list", "Seven is refused."), Assert.Single(outcome.DeadLetters));
    }

    [Fact]
    public async Task Stop_cancels_what_runs_names_the_item_and_leaves_no_object()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _numbers.Act = async (stage, number, token) =>
        {
            if (stage == "first" && number == 1)
            {
                await running.Task.WaitAsync(token);
                throw new PipelineItemException("One is refused.");
            }

            if (stage == "second")
            {
                using var registration = token.Register(() => cancelled.TrySetResult());
                running.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        await using var durable = await StartAsync();

        var ended = durable.RunAsync(Order(50, onError: ErrorPolicy.Stop), _deadline.Token);
        await running.Task.WaitAsync(_deadline.Token);
        while (!cancelled.Task.IsCompleted)
        {
            // The running item asks once a second whether its pipeline was stopped.
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(cancelled.Task, Task.Delay(TimeSpan.FromMilliseconds(5), _deadline.Token));
            _deadline.Token.ThrowIfCancellationRequested();
        }

        var instance = await ended;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("Stage 'first' failed on item 1, which stopped the pipeline: One is refused.", instance.FailureDetails!.ErrorMessage);
        Assert.Empty(Directory.EnumerateFiles(_app.Folder["objects"], "*", SearchOption.AllDirectories));
        Assert.InRange(_numbers.Attempts.Count, 3, 2 + 2 + 2 + 1);
    }

    [Fact]
    public async Task Attempt_that_takes_too_long_is_cancelled_and_dead_lettered()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _numbers.Act = async (stage, number, token) =>
        {
            if (stage == "second" && number == 2)
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        await using var durable = await StartAsync();

        var running = CompleteAsync(durable, Order(3));
        await waiting.Task.WaitAsync(_deadline.Token);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(new DeadLetter(1, "second", "It did not end within 00:05:00."), Assert.Single((await running).DeadLetters));
    }

    [Fact]
    public async Task Pipeline_resumes_after_the_engine_was_restarted()
    {
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _numbers.Act = (stage, number, _) =>
        {
            if (stage == "second" && number == 30)
            {
                half.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await using var durable = await StartAsync(options => options.StateDirectory = _app.Folder["state"]);

        var id = await durable.StartAsync(Order(60, folds: true, ordered: true), _deadline.Token);
        await half.Task.WaitAsync(_deadline.Token);
        await durable.Host.RestartAsync(_deadline.Token);
        var instance = await durable.Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, _deadline.Token);

        Assert.Equal(Enumerable.Range(2, 60), Listed(instance.ReadOutputAs<PipelineOutcome>()!));
    }

    [Theory]
    [InlineData("no-such-pipeline", "there is no pipeline 'no-such-pipeline'")]
    [InlineData(NumberPipeline.Folding, "its stages are not those of 'numbers-listed'")]
    public async Task Order_that_is_wrong_fails_when_planned(string pipeline, string reason)
    {
        await using var durable = await StartAsync();

        var instance = await durable.RunAsync(Order(1) with { Pipeline = pipeline }, _deadline.Token);

        Assert.Contains(reason, instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_items_than_one_history_takes_are_refused()
    {
        await using var durable = await StartAsync();

        var instance = await durable.RunAsync(Order(10_001), _deadline.Token);

        Assert.Contains("more than 10000 items", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _app.Dispose();
    }

    private static PipelineOrder Order(int items, bool folds = false, bool ordered = false, ErrorPolicy onError = ErrorPolicy.DeadLetter)
    {
        StageSettings[] stages = [new("first", 2, 3, 0, 2), new("second", 1, 2, 0, 0), new("list", 1, 6, 4, 0)];
        return new PipelineOrder(
            folds ? NumberPipeline.Folding : NumberPipeline.Name, JsonSerializer.SerializeToElement(items), ordered, onError, folds ? stages : stages[..2]);
    }

    private static List<int> Listed(PipelineOutcome outcome) =>
        JsonSerializer.Deserialize<List<int>>(File.ReadAllText(Path.Combine(outcome.Output, "result.json")))!;

    private async Task<DurablePipelines> StartAsync(Action<DurableEngineOptions>? configure = null, TimeProvider? time = null)
    {
        var durable = new DurablePipelines(_app, configure, time);
        await durable.Host.StartAsync(_deadline.Token);
        return durable;
    }

    private async Task<PipelineOutcome> CompleteAsync(DurablePipelines durable, PipelineOrder order)
    {
        var instance = await durable.RunAsync(order, _deadline.Token);
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
        return instance.ReadOutputAs<PipelineOutcome>()!;
    }

    private async Task AdvanceUntilDoneAsync(DurablePipelines durable, Task running)
    {
        while (!running.IsCompleted)
        {
            await durable.Host.WhenIdleAsync(_deadline.Token);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
