using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

/// <summary>What the official SDK throws for the default of the id's type, which differs from place to place.</summary>
public sealed class UnsetEntityIdTests() : EngineTest(EngineMode.Resident)
{
    [Fact]
    public async Task Client_names_the_missing_part_of_the_id()
    {
        await Host.StartAsync(Token);

        var entities = Client.Entities;
        var signal = await Assert.ThrowsAsync<ArgumentNullException>(() => entities.SignalEntityAsync(default, "add", cancellation: Token));
        var get = await Assert.ThrowsAsync<ArgumentNullException>(() => entities.GetEntityAsync(default, cancellation: Token));
        var typed = await Assert.ThrowsAsync<ArgumentNullException>(() => entities.GetEntityAsync<int>(default, cancellation: Token));

        Assert.All([signal, get, typed], error => Assert.Equal("id.Name", error.ParamName));
    }

    [Theory]
    [InlineData("call", typeof(ArgumentException), "id")]
    [InlineData("call without result", typeof(ArgumentException), "id")]
    [InlineData("signal", typeof(ArgumentException), "id")]
    [InlineData("lock", typeof(ArgumentNullException), "name")]
    public async Task Orchestration_is_told_which_argument_is_not_set(string what, Type error, string parameter)
    {
        ArgumentException? thrown = null;
        Host.AddOrchestrator("Run", async context =>
        {
            try
            {
                await (what switch
                {
                    "call" => context.Entities.CallEntityAsync<int>(default, "get"),
                    "call without result" => context.Entities.CallEntityAsync(default, "get"),
                    "signal" => context.Entities.SignalEntityAsync(default, "add"),
                    _ => context.Entities.LockEntitiesAsync([new EntityInstanceId("counter", "a"), default]),
                });
            }
            catch (ArgumentException e)
            {
                thrown = e;
            }

            return context.Entities.InCriticalSection(out _);
        });
        await Host.StartAsync(Token);

        Assert.False(await Host.RunAsync<bool>("Run", cancellationToken: Token));
        Assert.Equal(error, thrown!.GetType());
        Assert.Equal(parameter, thrown.ParamName);
    }

    [Fact]
    public async Task Entity_that_signals_nobody_fails_its_operation()
    {
        Host.AddEntity("sender", operation =>
        {
            operation.Context.SignalEntity(default, "add");
            return default;
        }).AddOrchestrator("Run", context => context.Entities.CallEntityAsync(new EntityInstanceId("sender", "a"), "send"));
        await Host.StartAsync(Token);

        var failure = (await RunAsync("Run")).FailureDetails!.InnerFailure!;

        Assert.Equal(typeof(ArgumentException).FullName, failure.ErrorType);
        Assert.Contains("'id'", failure.ErrorMessage, StringComparison.Ordinal);
    }
}
