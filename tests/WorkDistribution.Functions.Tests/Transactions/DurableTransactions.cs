using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Core.Transactions;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions;
using WorkDistribution.Functions.Transactions.Accounts;
using WorkDistribution.Functions.Transactions.Http;
using WorkDistribution.Functions.Transactions.Orchestration;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Transactions;

/// <summary>Transactions on the real engine, in this process, under a clock that stands still until it is moved.</summary>
internal sealed class DurableTransactions : IAsyncDisposable
{
    private const string Lock = "Lock";
    private const string Prepare = "Prepare";
    private const string Release = "release";
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public DurableTransactions(Action<DurableEngineOptions>? configure = null)
    {
        Host = new DurableTestHost(configure, Time);
        Host.AddEntity<AccountEntity>(TransactionFunctionNames.Account)
            .AddOrchestrator(TransactionFunctionNames.Coordinator, TransactionOrchestrator.RunAsync)
            .AddOrchestrator(TransactionFunctionNames.Termination, TerminationOrchestrator.RunAsync)
            .AddActivity<string, TransactionDecision?>(TransactionFunctionNames.ReadDecision, (call, id) => ReadDecisionActivity.RunAsync(id, Host.Client, call.CancellationToken))
            .AddOrchestrator<string, bool>(Lock, async (context, account) =>
            {
                await using (await context.Entities.LockEntitiesAsync(AccountEntity.IdOf(account)))
                {
                    return await context.WaitForExternalEvent<bool>(Release);
                }
            })
            .AddOrchestrator<HandmadePrepare, TransactionVote>(Prepare, async (context, order) =>
                (await context.Entities.CallEntityAsync<PrepareAnswer>(AccountEntity.IdOf(order.Account), nameof(AccountEntity.Prepare), order.Order)).Vote);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public DurableTestHost Host { get; }

    public async Task StartAsync(params (string Account, long Balance)[] accounts)
    {
        await Host.StartAsync(_token);
        foreach (var (account, balance) in accounts)
        {
            await Host.Client.Entities.SignalEntityAsync(AccountEntity.IdOf(account), nameof(AccountEntity.Open), balance, cancellation: _token);
        }

        await Host.WhenIdleAsync(_token);
    }

    /// <summary>Starts a transaction and waits until it is done or waits for something.</summary>
    public async Task<string> BeginAsync(bool presumesAbort, params TransactionWork[] work)
    {
        var request = new TransactionRequest(
            work, presumesAbort, ReadOnlyVotes: true, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromDays(1));
        var id = await Host.Client.ScheduleNewOrchestrationInstanceAsync(TransactionFunctionNames.Coordinator, request, _token);
        await Host.WhenIdleAsync(_token);
        return id;
    }

    public async Task<TransactionStatus> StatusAsync(string id)
    {
        await Host.WhenIdleAsync(_token);
        var instance = await Host.Client.FindAsync(id, TransactionFunctionNames.Coordinator, _token);
        Assert.True(instance!.RuntimeStatus != OrchestrationRuntimeStatus.Failed, instance.FailureDetails?.ToString());
        return instance.ReadTransaction();
    }

    public async Task<AccountState> AccountAsync(string account)
    {
        await Host.WhenIdleAsync(_token);
        return (await Host.Client.Entities.GetEntityAsync<AccountState>(AccountEntity.IdOf(account), includeState: true, _token))!.State!;
    }

    public async Task<IReadOnlyList<long>> BalancesAsync(params string[] accounts)
    {
        var balances = new List<long>();
        foreach (var account in accounts)
        {
            var state = await AccountAsync(account);
            Assert.Null(state.Prepared);
            balances.Add(state.Balance);
        }

        return balances;
    }

    /// <summary>Makes an account silent: its messages wait.</summary>
    public async Task<string> SilenceAsync(string account)
    {
        var id = await Host.Client.ScheduleNewOrchestrationInstanceAsync(Lock, account, _token);
        await Host.WhenIdleAsync(_token);
        return id;
    }

    public async Task ReleaseAsync(string silence)
    {
        await Host.Client.RaiseEventAsync(silence, Release, true, _token);
        await Host.WhenIdleAsync(_token);
    }

    /// <summary>Sends PREPARE by hand, as a coordinator whose later messages are lost.</summary>
    public async Task PrepareAsync(string account, string transaction, long delta, params string[] peers)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        var order = new PrepareOrder(transaction, delta, 0, true, peers, now, now.AddSeconds(30), TimeSpan.FromSeconds(30));
        Assert.Equal(TransactionVote.Yes, await Host.RunAsync<TransactionVote>(Prepare, new HandmadePrepare(account, order), cancellationToken: _token));
    }

    public async Task AdvanceAsync(TimeSpan time)
    {
        // In steps, so that what a timer starts may set the next one.
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await Host.WhenIdleAsync(_token);
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private sealed record HandmadePrepare(string Account, PrepareOrder Order);
}
