using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Handlers;

/// <summary>Handlers that an app adds.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class WorkHandlerTests(AzuriteFixture azurite)
{
    private sealed record Order(string Kind);

    private sealed class TestHandler(IServiceProvider services) : IWorkHandler<Order>
    {
        public async Task<object?> RunAsync(Order payload, WorkContext context, CancellationToken cancellationToken)
        {
            switch (payload.Kind)
            {
                case "permanent":
                    throw new PermanentFailureException("There is no such thing.");
                case "large":
                    return new string('x', AttemptRunner.MaxResultBytes);
                case "stubborn":
                    await Task.Delay(Timeout.InfiniteTimeSpan, services.GetRequiredService<TimeProvider>(), CancellationToken.None);
                    return null;
                default:
                    return new { context.Priority, context.Attempt };
            }
        }
    }

    private sealed class NoHandler;

    [Fact]
    public async Task Added_handler_runs_with_its_typed_payload()
    {
        await using var app = await CreateAsync();

        var item = await RunAsync(app, "plain");

        Assert.Equal((WorkItemState.Completed, """{"priority":"low","attempt":1}"""), (item.State, item.Result));
    }

    [Fact]
    public async Task Permanent_failure_is_not_retried()
    {
        await using var app = await CreateAsync();

        var item = await RunAsync(app, "permanent");

        Assert.Equal((WorkItemState.Failed, 1, "There is no such thing."), (item.State, item.Attempt, item.LastError));
    }

    [Fact]
    public async Task Result_that_is_too_large_fails_the_item()
    {
        await using var app = await CreateAsync();

        var item = await RunAsync(app, "large");

        Assert.Equal((WorkItemState.Failed, 1), (item.State, item.Attempt));
        Assert.Contains("16384", item.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_that_ignores_its_cancellation_is_given_up()
    {
        await using var app = await CreateAsync();

        var item = await RunAsync(app, "stubborn");

        Assert.Equal(WorkItemState.Failed, item.State);
        Assert.Equal("timed out", item.History[^1].Result);
    }

    [Fact]
    public async Task Item_whose_handler_is_not_there_any_more_fails()
    {
        await using var app = await CreateAsync();
        var id = await app.SubmitAsync("""{"handler":"test","payload":{"kind":"plain"}}""");
        await using var other = WorkItemsApp.Join(azurite);
        await other.Get<BatchWorker>().RunAsync(null, packs: 1, CancellationToken.None);

        var item = (await app.FindAsync(id))!;
        Assert.Equal(WorkItemState.Failed, item.State);
        Assert.Contains("'test'", item.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_that_is_no_handler_is_refused() =>
        Assert.Contains(nameof(NoHandler), Assert.Throws<ArgumentException>(() => new ServiceCollection().AddWorkHandler<NoHandler>("no")).Message, StringComparison.Ordinal);

    private Task<WorkItemsApp> CreateAsync() => WorkItemsApp.CreateAsync(
        azurite, services => services.AddWorkHandler<TestHandler>("test"), ("WorkItems:CancellationGrace", "00:00:00.050"));

    private static async Task<Functions.WorkItems.Items.WorkItem> RunAsync(WorkItemsApp app, string kind)
    {
        var id = await app.SubmitAsync($$$"""{"handler":"test","payload":{"kind":"{{{kind}}}"},"priority":"low","timeoutSeconds":1,"maxRetries":0}""");
        return (await app.RunUntilFinishedAsync(id)).Single();
    }
}
