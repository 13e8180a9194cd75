using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>The functions of scenarios, as official abstract types, which every host registers in its own way.</summary>
public sealed class FunctionSet
{
    public Dictionary<string, ITaskOrchestrator> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ITaskActivity> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Func<ITaskEntity>> Entities { get; } = new(StringComparer.OrdinalIgnoreCase);

    public FunctionSet Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run)
    {
        Orchestrators.Add(name, new LambdaOrchestrator<TInput, TOutput>(run));
        return this;
    }

    public FunctionSet Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> run) =>
        Orchestrator<object?, TOutput>(name, (context, _) => run(context));

    public FunctionSet Activity<TInput, TOutput>(string name, Func<TaskActivityContext, TInput, Task<TOutput>> run)
    {
        Activities.Add(name, new LambdaActivity<TInput, TOutput>(run));
        return this;
    }

    public FunctionSet Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) =>
        Activity<TInput, TOutput>(name, (_, input) => Task.FromResult(run(input)));

    public FunctionSet Entity(string name, Func<TaskEntityOperation, object?> run)
    {
        Entities.Add(name, () => new LambdaEntity(run));
        return this;
    }

    public FunctionSet Entity<TEntity>(string name)
        where TEntity : ITaskEntity, new()
    {
        Entities.Add(name, () => new TEntity());
        return this;
    }

    private sealed class LambdaOrchestrator<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) : ITaskOrchestrator
    {
        public Type InputType => typeof(TInput);

        public Type OutputType => typeof(TOutput);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => await run(context, (TInput)input!);
    }

    private sealed class LambdaActivity<TInput, TOutput>(Func<TaskActivityContext, TInput, Task<TOutput>> run) : ITaskActivity
    {
        public Type InputType => typeof(TInput);

        public Type OutputType => typeof(TOutput);

        public async Task<object?> RunAsync(TaskActivityContext context, object? input) => await run(context, (TInput)input!);
    }

    private sealed class LambdaEntity(Func<TaskEntityOperation, object?> run) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => new(run(operation));
    }
}
