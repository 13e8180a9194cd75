using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class FailureDetailsTests(EngineMode mode) : EngineTest(mode)
{
    private static readonly DateTime _time = new(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    // Pins ProtoUtils.ConvertObjectToValue and ConvertValueToObject: numbers come back as double, times as times, the rest as text.
    [Fact]
    public async Task Exception_properties_reach_the_orchestrator_as_the_official_protocol_carries_them()
    {
        IDictionary<string, object?>? seen = null;
        Host.AddActivity<int, int>("Fail", _ => throw new OrderException(new Dictionary<string, object?>
        {
            ["text"] = "A-17",
            ["count"] = 3,
            ["price"] = 9.5m,
            ["paid"] = false,
            ["nothing"] = null,
            ["at"] = _time,
            ["seen"] = new DateTimeOffset(_time).ToOffset(TimeSpan.FromHours(2)),
            ["id"] = Guid.Empty,
            ["lines"] = new object?[] { 1L, "two" },
            ["nested"] = new Dictionary<string, object?> { ["deep"] = true },
        }))
            .AddOrchestrator("Run", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("Fail");
                }
                catch (TaskFailedException e)
                {
                    seen = e.FailureDetails.Properties;
                    return 1;
                }
            });
        await Host.StartAsync(Token);

        await RunAsync("Run");

        Assert.Equal("A-17", seen!["text"]);
        Assert.Equal(3.0, seen["count"]);
        Assert.Equal(9.5, seen["price"]);
        Assert.Equal(false, seen["paid"]);
        Assert.Null(seen["nothing"]);
        Assert.Equal(_time, seen["at"]);
        Assert.Equal(new DateTimeOffset(_time), seen["seen"]);
        Assert.Equal(Guid.Empty.ToString(), seen["id"]);
        Assert.Equal([1.0, "two"], (List<object?>)seen["lines"]!);
        Assert.Equal(true, ((IDictionary<string, object?>)seen["nested"]!)["deep"]);
    }

    [Fact]
    public async Task Exception_properties_of_a_nested_failure_reach_the_client_through_sub_orchestrations()
    {
        Host.AddActivity<int, int>("Fail", _ => throw new OrderException("A-17"))
            .AddOrchestrator("Child", context => context.CallActivityAsync<int>("Fail"))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child"));
        await Host.StartAsync(Token);

        var failure = (await RunAsync("Parent")).FailureDetails!;

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal(typeof(OrderException).FullName, failure.InnerFailure!.InnerFailure!.ErrorType);
        Assert.Equal("A-17", failure.InnerFailure.InnerFailure.Properties!["order"]);
        Assert.True(failure.InnerFailure.InnerFailure.IsCausedBy<OrderException>());
    }

    [Fact]
    public async Task Exception_properties_of_an_entity_and_of_an_orchestrator_are_kept()
    {
        var entity = new EntityInstanceId("order", "1");
        Host.AddEntity("order", _ => throw new OrderException("entity"))
            .AddOrchestrator("Call", context => context.Entities.CallEntityAsync(entity, "any"))
            .AddOrchestrator<int, int>("Throw", (_, _) => throw new OrderException("orchestrator"));
        await Host.StartAsync(Token);

        Assert.Equal("entity", (await RunAsync("Call")).FailureDetails!.InnerFailure!.Properties!["order"]);
        Assert.Equal("orchestrator", (await RunAsync("Throw")).FailureDetails!.Properties!["order"]);
    }

    // Pins ProtoUtils.ConvertProperties: without properties there is an empty dictionary, not null.
    [Fact]
    public async Task Failure_without_exception_properties_has_an_empty_dictionary()
    {
        Host.AddOrchestrator<int, int>("Throw", (_, _) => throw new InvalidOperationException("no"));
        await Host.StartAsync(Token);

        Assert.Empty((await RunAsync("Throw")).FailureDetails!.Properties!);
    }

    [Fact]
    public async Task Fault_of_the_exception_properties_provider_does_not_hide_the_failure()
    {
        Host.AddOrchestrator<int, int>("Throw", (_, _) => throw new NotSupportedException("real"));
        await Host.StartAsync(Token);

        var failure = (await RunAsync("Throw")).FailureDetails!;

        Assert.Equal("real", failure.ErrorMessage);
        Assert.Equal("failed: provider", failure.Properties![nameof(IExceptionPropertiesProvider)]);
    }

    protected override void Configure(DurableEngineOptions options)
    {
        base.Configure(options);
        options.ExceptionProperties = new OrderProperties();
    }

    private sealed class OrderProperties : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception) => exception switch
        {
            OrderException order => order.Details,
            NotSupportedException => throw new InvalidOperationException("provider"),
            _ => null,
        };
    }

    private sealed class OrderException(IDictionary<string, object?> details) : Exception("order")
    {
        public OrderException(string order)
            : this(new Dictionary<string, object?> { ["order"] = order })
        {
        }

        public IDictionary<string, object?> Details { get; } = details;
    }

    public sealed class Resident() : FailureDetailsTests(EngineMode.Resident);

    public sealed class Replayed() : FailureDetailsTests(EngineMode.Replayed);
}
