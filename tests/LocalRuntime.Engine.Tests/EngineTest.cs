using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace WorkDistribution.LocalRuntime.Engine.Tests;

/// <summary>A host for each test, in one of the modes, under a fake time that starts at a round date.</summary>
public abstract class EngineTest : IAsyncDisposable
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _deadline = new(Deadline);

    protected EngineTest(EngineMode mode, ILoggerFactory? log = null)
    {
        Mode = mode;
        Host = new DurableTestHost(Configure, Time, log);
    }

    protected EngineMode Mode { get; }

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected DurableTestHost Host { get; }

    protected DurableTaskClient Client => Host.Client;

    /// <summary>Cancelled when the test has taken too long.</summary>
    protected CancellationToken Token => _deadline.Token;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(DurableEngineOptions options) => options.ReplayAtEveryEvent = Mode == EngineMode.Replayed;

    protected async Task<OrchestrationMetadata> EndOf(string instanceId) =>
        await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, Token);

    protected async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null) =>
        await EndOf(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, Token));

    /// <summary>Lets time pass step by step until the instance has ended.</summary>
    protected async Task<OrchestrationMetadata> EndWhileTimePasses(string instanceId, TimeSpan step)
    {
        var end = EndOf(instanceId);
        while (!end.IsCompleted)
        {
            await Host.WhenIdleAsync(Token);
            if (!end.IsCompleted)
            {
                Time.Advance(step);
            }
        }

        return await end;
    }
}
