using LocalRuntime.Contracts.Tests.DurableTask;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class TaskEntityDispatcherTests
{
    private readonly FakeEntityState _state = new();
    private readonly List<object?> _results = [];

    [Fact]
    public async Task DispatchAsync_of_an_entity_class_makes_one_instance_with_the_services()
    {
        await CreateDispatcher("Add", "Add").DispatchAsync<Tally>();

        Assert.Equal([2, 4], _results);
        Assert.Equal("4", _state.Json);
    }

    [Fact]
    public async Task DispatchAsync_of_a_plain_class_makes_it_the_state()
    {
        await CreateDispatcher("Add", "Add").DispatchAsync<PlainTally>();

        Assert.Equal([2, 4], _results);
        Assert.Equal("""{"Total":4}""", _state.Json);
    }

    [Fact]
    public async Task DispatchAsync_of_a_plain_class_knows_the_implicit_delete()
    {
        await CreateDispatcher("Add", "delete").DispatchAsync<PlainTally>();

        Assert.Null(_state.Json);
    }

    [Fact]
    public async Task DispatchAsync_of_an_instance_and_of_a_function_run_every_operation()
    {
        await CreateDispatcher("Add").DispatchAsync(new Tally(new Step(5)));
        await CreateDispatcher("a", "b").DispatchAsync(operation => new ValueTask<object?>(operation.Name));

        Assert.Equal([5, "a", "b"], _results);
    }

    [Fact]
    public async Task DispatchAsync_of_an_unknown_operation_names_it()
    {
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => CreateDispatcher("Multiply").DispatchAsync<PlainTally>());

        Assert.Contains("Multiply", exception.Message, StringComparison.Ordinal);
    }

    private TaskEntityDispatcher CreateDispatcher(params string[] operations)
    {
        ServiceProvider services = new ServiceCollection().AddSingleton(new Step(2)).BuildServiceProvider();
        return new TaskEntityDispatcher(
            async operation =>
            {
                foreach (string name in operations)
                {
                    _results.Add(await operation(new FakeEntityOperation(name, _state)));
                }
            },
            services);
    }

    private sealed record Step(int Size);

    private sealed class Tally(Step step) : TaskEntity<int>
    {
        public int Add() => State += step.Size;
    }

    private sealed class PlainTally
    {
        public int Total { get; set; }

        public int Add() => Total += 2;
    }
}
