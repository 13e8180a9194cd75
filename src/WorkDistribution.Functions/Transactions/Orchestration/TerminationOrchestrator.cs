using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Core.Transactions;
using WorkDistribution.Functions.Transactions.Accounts;

namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>
/// The termination protocol of one account in doubt: reads the decision from the coordinator's log; without one asks the peers; if all of
/// them are in doubt too, the account stays blocked, and asks again until the coordinator is back.
/// </summary>
internal static class TerminationOrchestrator
{
    private const int RoundsInOneHistory = 20;

    /// <summary>Runs the protocol until the decision is known.</summary>
    [Function(TransactionFunctionNames.Termination)]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<TerminationOrder>() ?? throw new InvalidOperationException("The termination protocol has no input: accounts start it.");
        var account = AccountEntity.IdOf(order.Account);
        for (var round = 0; round < RoundsInOneHistory; round++)
        {
            var fromLog = await ReadLogAsync(context, order);
            if ((fromLog ?? await AskPeersAsync(context, order)) is { } decision)
            {
                await context.Entities.CallEntityAsync<bool>(account, nameof(AccountEntity.Decide), new DecisionOrder(order.Transaction, order.StartedAt, decision));
                return $"{decision} by the {(fromLog is null ? "peers" : "coordinator's log")}";
            }

            if (!await context.Entities.CallEntityAsync<bool>(account, nameof(AccountEntity.MarkBlocked), order.Transaction))
            {
                return "The coordinator told the decision meanwhile.";
            }

            context.SetCustomStatus($"Blocked: the coordinator has not decided, and all peers are in doubt. Asking again every {order.Interval}.");
            await context.CreateTimer(order.Interval, CancellationToken.None);
        }

        context.ContinueAsNew(order);
        return "Blocked";
    }

    private static async Task<TransactionDecision?> ReadLogAsync(TaskOrchestrationContext context, TerminationOrder order)
    {
        try
        {
            return await context.CallActivityAsync<TransactionDecision?>(TransactionFunctionNames.ReadDecision, order.Transaction);
        }
        catch (TaskFailedException)
        {
            // A log that cannot be read tells as little as one without a decision: peers are asked, and the log again in the next round.
            return null;
        }
    }

    private static async Task<TransactionDecision?> AskPeersAsync(TaskOrchestrationContext context, TerminationOrder order)
    {
        var question = new PeerQuestion(order.Transaction, order.StartedAt);
        var answers = order.Peers.Select(peer => AskAsync(context, peer, question)).ToList();
        using var stop = new CancellationTokenSource();
        await Task.WhenAny(Task.WhenAll(answers), context.CreateTimer(order.Interval, stop.Token));
        stop.Cancel();
        foreach (var answer in answers.Where(static answer => answer.IsCompletedSuccessfully))
        {
            if (await answer is { } decision)
            {
                return decision;
            }
        }

        return null;
    }

    private static async Task<TransactionDecision?> AskAsync(TaskOrchestrationContext context, string peer, PeerQuestion question)
    {
        try
        {
            return await context.Entities.CallEntityAsync<TransactionDecision?>(AccountEntity.IdOf(peer), nameof(AccountEntity.AskedByPeer), question);
        }
        catch (EntityOperationFailedException)
        {
            // A peer that fails cannot help; the next round asks it again.
            return null;
        }
    }
}
