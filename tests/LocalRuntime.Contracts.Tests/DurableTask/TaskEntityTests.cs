using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskEntityTests
{
    [Theory]
    [InlineData("Add", "5", 12)]
    [InlineData("add", "5", 12)]
    [InlineData("AddLater", "5", 12)]
    [InlineData("AddSoon", "5", 12)]
    [InlineData("Increment", null, 8)]
    [InlineData("IncrementLater", null, null)]
    [InlineData("IncrementSoon", null, null)]
    [InlineData("AddOrOne", null, 8)]
    [InlineData("AddOrOne", "3", 10)]
    [InlineData("Get", null, 7)]
    public async Task Operation_runs_the_method_of_its_name_and_saves_the_state(string operation, string? input, int? expected)
    {
        FakeEntityState state = new("7");

        object? result = await new CounterEntity().RunAsync(new FakeEntityOperation(operation, state, input));

        Assert.Equal(expected, result);
        Assert.Equal((expected ?? 8).ToString(System.Globalization.CultureInfo.InvariantCulture), state.Json);
        Assert.Equal(1, state.Saves);
    }

    [Fact]
    public async Task Void_operation_has_no_result()
    {
        FakeEntityState state = new("7");

        Assert.Null(await new CounterEntity().RunAsync(new FakeEntityOperation("reset", state)));
        Assert.Equal("0", state.Json);
    }

    [Fact]
    public async Task First_operation_initializes_the_state()
    {
        FakeEntityState state = new();

        Assert.Equal(1, await new CounterEntity().RunAsync(new FakeEntityOperation("Increment", state)));
        Assert.Equal("""{"Items":["a"]}""", await RunBasketAsync(new Basket(), "Put", "\"a\"", new FakeEntityState()));
    }

    [Fact]
    public async Task Context_is_bound_beside_the_input()
    {
        FakeEntityOperation operation = new("Describe", new FakeEntityState("7"), "\"x\"");

        Assert.Equal("@counter@a:x", await new CounterEntity().RunAsync(operation));
    }

    [Fact]
    public async Task Operation_that_throws_saves_nothing()
    {
        FakeEntityState state = new("7");
        CounterEntity entity = new();

        await Assert.ThrowsAsync<TimeoutException>(async () => await entity.RunAsync(new FakeEntityOperation("Fail", state)));
        await Assert.ThrowsAsync<TimeoutException>(async () => await entity.RunAsync(new FakeEntityOperation("FailLater", state)));

        Assert.Equal("7", state.Json);
        Assert.Equal(0, state.Saves);
    }

    [Fact]
    public async Task Missing_input_is_an_error_that_names_the_parameter()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new CounterEntity().RunAsync(new FakeEntityOperation("Add", new FakeEntityState("7"))));

        Assert.Contains("counter/Add", error.Message, StringComparison.Ordinal);
        Assert.Contains("Int32 amount", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_inputs_are_an_error()
        => await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new CounterEntity().RunAsync(new FakeEntityOperation("AddBoth", new FakeEntityState("7"), "1")));

    [Fact]
    public async Task Overloads_are_ambiguous()
        => await Assert.ThrowsAsync<AmbiguousMatchException>(
            async () => await new CounterEntity().RunAsync(new FakeEntityOperation("Twice", new FakeEntityState("7"))));

    [Fact]
    public async Task Unknown_operation_is_not_supported()
    {
        NotSupportedException error = await Assert.ThrowsAsync<NotSupportedException>(
            async () => await new CounterEntity().RunAsync(new FakeEntityOperation("Explode", new FakeEntityState("7"))));

        Assert.Equal("No suitable method found for entity operation 'counter/Explode'.", error.Message);
    }

    [Fact]
    public async Task Delete_is_implicit()
    {
        FakeEntityState state = new("7");

        Assert.Null(await new CounterEntity().RunAsync(new FakeEntityOperation("Delete", state)));
        Assert.Null(state.Json);
    }

    [Fact]
    public async Task Operations_go_to_the_state_only_if_that_is_allowed()
    {
        FakeEntityState state = new("""{"Items":["a"]}""");

        Assert.Equal("""{"Items":["a","b"]}""", await RunBasketAsync(new BasketEntity(), "put", "\"b\"", state));
        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await new ClosedBasketEntity().RunAsync(new FakeEntityOperation("put", state, "\"b\"")));
    }

    [Fact]
    public async Task Dispatch_to_an_absent_state_is_an_error()
        => await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new StatelessEntity().RunAsync(new FakeEntityOperation("put", new FakeEntityState(), "\"b\"")));

    [Fact]
    public async Task Nullable_state_starts_at_the_default_of_its_value_type()
    {
        FakeEntityState state = new();

        Assert.Equal(0, await new NullableCounter().RunAsync(new FakeEntityOperation("Get", state)));
        Assert.Equal("0", state.Json);
    }

    private static async Task<string?> RunBasketAsync(ITaskEntity entity, string operation, string input, FakeEntityState state)
    {
        await entity.RunAsync(new FakeEntityOperation(operation, state, input));
        return state.Json;
    }

    private sealed class NullableCounter : TaskEntity<int?>
    {
        public int? Get() => State;
    }

    private sealed class Basket : TaskEntity<BasketContent>
    {
        public void Put(string item) => State.Items.Add(item);
    }

    private sealed class BasketEntity : TaskEntity<BasketContent>
    {
        protected override bool AllowStateDispatch => true;
    }

    private sealed class ClosedBasketEntity : TaskEntity<BasketContent>;

    private sealed class StatelessEntity : TaskEntity<BasketContent?>
    {
        protected override bool AllowStateDispatch => true;

        protected override BasketContent? InitializeState(TaskEntityOperation entityOperation) => null;
    }
}
