using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>
/// A pipeline over the numbers 0 to n-1 whose stages do what a test tells them: <c>first</c> (2 at a time) and <c>second</c> add 1 each,
/// and <c>list</c>, if the name says so, writes them down as they come.
/// </summary>
internal sealed class NumberPipeline
{
    public const string Name = "numbers";
    public const string Folding = "numbers-listed";

    /// <summary>What a stage does with an item before it adds 1.</summary>
    public Func<string, int, CancellationToken, Task> Act { get; set; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>What the fold does with an item before it adds it.</summary>
    public Action<int> ActOnFold { get; set; } = static _ => { };

    /// <summary>Stage and number of every attempt, in the order of their beginnings.</summary>
    public ConcurrentQueue<(string Stage, int Number)> Attempts { get; } = new();

    public static void Add(PipelineBuilder pipeline, bool folds)
    {
        pipeline.Source<Numbers>().Stage<First>("first", parallelism: 2, buffer: 3, retries: 2).Stage<Second>("second", parallelism: 1, buffer: 2, retries: 0);
        if (folds)
        {
            pipeline.Fold<List>("list", batch: 4, buffer: 6, retries: 0);
        }
    }

    private async Task<int> RunAsync(string stage, int number, CancellationToken cancellationToken)
    {
        Attempts.Enqueue((stage, number));
        await Act(stage, number, cancellationToken);
        return number + 1;
    }

    internal sealed class Numbers : IPipelineSource<int>
    {
        public Task CheckAsync(JsonElement input, CancellationToken cancellationToken) => Task.CompletedTask;

        public async IAsyncEnumerable<int> ListAsync(JsonElement input, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var number = 0; number < input.GetInt32(); number++)
            {
                yield return number;
            }

            await Task.CompletedTask;
        }
    }

    internal sealed class First(NumberPipeline numbers) : IPipelineStage<int, int>
    {
        public Task<int> RunAsync(int item, StageContext context, CancellationToken cancellationToken) => numbers.RunAsync("first", item, cancellationToken);
    }

    internal sealed class Second(NumberPipeline numbers) : IPipelineStage<int, int>
    {
        public Task<int> RunAsync(int item, StageContext context, CancellationToken cancellationToken) => numbers.RunAsync("second", item, cancellationToken);
    }

    internal sealed class List(NumberPipeline numbers) : IPipelineFold<int, List<int>>
    {
        public List<int> Seed() => [];

        public List<int> Fold(List<int> state, int item)
        {
            numbers.ActOnFold(item);
            return [.. state, item];
        }
    }
}
