using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Pipelines.Activities;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Storage;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Pipelines;

/// <summary>Activities run at least once: each must do no harm when it runs again, or too late.</summary>
public sealed class PipelineActivitiesTests : IDisposable
{
    private readonly NumberPipeline _numbers = new();
    private readonly PipelineLayout _layout = PipelineLayout.For("id", Guid.Empty);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly MapReduceApp _app;

    public PipelineActivitiesTests()
    {
        _app = new MapReduceApp(services => services
            .AddSingleton(_numbers)
            .AddPipelines()
            .AddPipeline(NumberPipeline.Folding, pipeline => NumberPipeline.Add(pipeline, folds: true)));
    }

    [Fact]
    public async Task Item_that_is_done_is_not_run_again()
    {
        await PlanAsync();

        Assert.Equal(AttemptResult.Done, (await RunItemAsync(0, 1)).Result);
        Assert.Equal(AttemptResult.Done, (await RunItemAsync(0, 1)).Result);

        Assert.Equal([("first", 1)], _numbers.Attempts);
    }

    [Fact]
    public async Task Fold_that_is_done_is_not_run_again_although_the_state_before_it_is_gone()
    {
        await PlanAsync();
        for (var item = 0; item < 3; item++)
        {
            await RunItemAsync(0, item);
            await RunItemAsync(1, item);
        }

        Assert.Equal(AttemptResult.Done, (await FoldAsync([0, 1], 1, 0)).Result);
        Assert.Equal(AttemptResult.Done, (await FoldAsync([2], 2, 1)).Result);
        Assert.False(await _app.Store.ExistsAsync(_layout.FoldState(2, 1), _token));
        Assert.Equal(AttemptResult.Done, (await FoldAsync([2], 2, 1)).Result);

        await using var state = await _app.Store.OpenReadAsync(_layout.FoldState(2, 2), 0, _token);
        Assert.Equal([2, 3, 4], JsonSerializer.Deserialize<int[]>(state)!);
    }

    [Fact]
    public async Task Output_is_published_once_more_without_loss()
    {
        await PlanAsync();
        await RunItemAsync(0, 0);
        await RunItemAsync(1, 0);
        await FoldAsync([0], 1, 0);
        await _app.Create<DeadLetterActivity>().RunAsync(new DeadLetterOrder(_layout.Root, new DeadLetter(1, "first", "why")), _token);
        var order = new PublishOrder(_layout.Root, new FoldReference(2, 1));

        var first = await _app.Create<PublishActivity>().RunAsync(order, _token);
        var second = await _app.Create<PublishActivity>().RunAsync(order, _token);

        Assert.Equal(["dead-letters.json", "result.json"], first.Files);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal("[2]", await File.ReadAllTextAsync(Path.Combine(first.Output, "result.json"), _token));
    }

    [Fact]
    public async Task Item_of_a_stopped_pipeline_is_not_run()
    {
        await PlanAsync();
        await _app.Create<StopActivity>().RunAsync(_layout.Root, _token);

        var outcome = await RunItemAsync(0, 1);

        Assert.Equal((AttemptResult.Lost, "The pipeline was stopped."), (outcome.Result, outcome.Reason));
        Assert.Empty(_numbers.Attempts);
    }

    [Fact]
    public async Task Item_whose_input_is_gone_is_lost_not_dead_lettered()
    {
        await PlanAsync();

        Assert.Equal(AttemptResult.Lost, (await RunItemAsync(1, 1)).Result);
    }

    [Fact]
    public async Task Item_of_a_pipeline_that_is_not_registered_any_more_is_lost()
    {
        await PlanAsync();

        Assert.Equal(AttemptResult.Lost, (await _app.Create<ItemActivity>().RunAsync(new ItemOrder(_layout.Root, "gone", 0, 0, 0), _token)).Result);
    }

    public void Dispose() => _app.Dispose();

    private Task<PlannedPipeline> PlanAsync() => _app.Create<PlanActivity>().RunAsync(
        new PlanOrder(_layout.Root, new PipelineOrder(
            NumberPipeline.Folding,
            JsonSerializer.SerializeToElement(3),
            Ordered: true,
            ErrorPolicy.DeadLetter,
            [new("first", 2, 3, 0, 2), new("second", 1, 2, 0, 0), new("list", 1, 6, 4, 0)])),
        _token);

    private Task<AttemptOutcome> RunItemAsync(int stage, int item) =>
        _app.Create<ItemActivity>().RunAsync(new ItemOrder(_layout.Root, NumberPipeline.Folding, stage, item, 0), _token);

    private Task<AttemptOutcome> FoldAsync(IReadOnlyList<int> items, int number, int after) =>
        _app.Create<FoldActivity>().RunAsync(new FoldOrder(_layout.Root, NumberPipeline.Folding, 2, items, number, after), _token);
}
