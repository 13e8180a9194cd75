using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class DurableTaskRegistryTests
{
    private static readonly IServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    [Fact]
    public async Task Functions_run_with_their_input()
    {
        DurableTaskRegistry registry = new();
        registry
            .AddOrchestratorFunc<int, int>("Double", (_, input) => Task.FromResult(input * 2))
            .AddOrchestratorFunc("Nothing", _ => Task.CompletedTask);

        Assert.Equal(6, await RunAsync("double", 3));
        Assert.Null(await RunAsync("Nothing", null));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync("Double", "3"));

        Task<object?> RunAsync(TaskName name, object? input) => registry.GetOrchestrators()
            .Single(entry => entry.Key == name).Value(_services).RunAsync(new FakeOrchestrationContext(), input);
    }

    [Fact]
    public void Classes_are_named_by_attribute_or_type()
    {
        DurableTaskRegistry registry = new();
        Type lower = typeof(Lower);
        registry.AddActivity<Upper>().AddActivity(lower).AddEntity<Counter>();

        Assert.Equal(["to-upper", "Lower"], registry.GetActivities().Select(entry => entry.Key.Name));
        Assert.Equal("Counter", Assert.Single(registry.GetEntities()).Key.Name);
        Assert.IsType<Upper>(registry.GetActivities().First().Value(_services));
    }

    [Fact]
    public void Names_are_unique_for_each_version()
    {
        DurableTaskRegistry registry = new();
        registry.AddActivity("a", "1", () => new Lower()).AddActivity("a", "2", () => new Lower());

        ArgumentException error = Assert.Throws<ArgumentException>("name", () => registry.AddActivity("A", "1", () => new Lower()));
        Assert.Contains("'A' with version '1' is already added", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("name", () => registry.AddActivity(default, new Lower()));
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(ITaskActivity))]
    [InlineData(typeof(TaskActivity<int, int>))]
    public void Types_that_are_no_concrete_activities_are_refused(Type task)
        => Assert.Throws<ArgumentException>("type", () => new DurableTaskRegistry().AddActivity(task));

    [DurableTask("to-upper", Version = "2")]
    private sealed class Upper : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult(input.ToUpperInvariant());
    }

    private sealed class Lower : TaskActivity<string, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, string input) => Task.FromResult(input.Length);
    }

    private sealed class Counter : TaskEntity<int>;
}
