using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Core.Transactions;
using WorkDistribution.Functions.Transactions.Orchestration;

namespace WorkDistribution.Functions.Transactions.Accounts;

/// <summary>
/// An account as a participant. What an operation changes and what it answers become durable together, so that the account can crash
/// before a step of the protocol or after it, but not within one.
/// </summary>
internal sealed class AccountEntity : TaskEntity<AccountState>
{
    /// <summary>The entity of an account.</summary>
    public static EntityInstanceId IdOf(string account) => new(TransactionFunctionNames.Account, account);

    /// <summary>Opens the account, unless it is open.</summary>
    public void Open(long balance)
    {
        if (!State.IsOpen)
        {
            (State.IsOpen, State.Balance) = (true, balance);
        }
    }

    /// <summary>PREPARE: votes, and is locked after a yes. An account that is locked votes no at once: waiting for each other could go on for ever.</summary>
    public PrepareAnswer Prepare(PrepareOrder order)
    {
        // What may have been forgotten was over: it is refused, as an aborted one is.
        var participant = new TransactionParticipant { Phase = State.PhaseOf(order.Transaction, order.StartedAt) ?? ParticipantPhase.Aborted };
        var (wish, reason) = Judge(order);
        var (become, vote) = participant.Prepare(wish);
        if (become == ParticipantPhase.Prepared)
        {
            State.Prepared = order;
            Context.SignalEntity(Context.Id, nameof(CheckDecision), order.Transaction, new SignalEntityOptions { SignalTime = order.DecisionDueAt });
        }
        else if (become == ParticipantPhase.Aborted)
        {
            State.Finish(order.Transaction, order.StartedAt, ParticipantPhase.Aborted);
        }

        return new PrepareAnswer(vote, vote == TransactionVote.No ? reason ?? "It was aborted before." : null);
    }

    /// <summary>COMMIT or ABORT. The answer is the acknowledgement.</summary>
    public bool Decide(DecisionOrder order)
    {
        // What may have been forgotten was over, and is acknowledged again.
        if (State.PhaseOf(order.Transaction, order.StartedAt) is { } phase
            && new TransactionParticipant { Phase = phase }.Decide(order.Decision) is { } become)
        {
            State.Finish(order.Transaction, order.StartedAt, become);
        }

        return true;
    }

    /// <summary>A peer in doubt asks.</summary>
    /// <returns>The decision, as far as it is known or can be brought about here; null otherwise.</returns>
    public TransactionDecision? AskedByPeer(PeerQuestion question)
    {
        if (State.PhaseOf(question.Transaction, question.StartedAt) is not { } phase)
        {
            return null;
        }

        var (become, answer) = new TransactionParticipant { Phase = phase }.AskedByPeer();
        if (become is { } aborted)
        {
            State.Finish(question.Transaction, question.StartedAt, aborted);
        }

        return answer;
    }

    /// <summary>The decision is overdue: finds it out by the termination protocol.</summary>
    public void CheckDecision(string transaction)
    {
        if (State.Prepared is { } prepared && prepared.Transaction == transaction)
        {
            var order = new TerminationOrder(transaction, prepared.StartedAt, Context.Id.Key, prepared.Peers, prepared.TerminationInterval);
            Context.ScheduleNewOrchestration(
                TransactionFunctionNames.Termination, order, new StartOrchestrationOptions($"{transaction}-termination-{Context.Id.Key}"));
        }
    }

    /// <summary>Neither coordinator nor peers can tell the decision.</summary>
    /// <returns>Whether the account still waits for it.</returns>
    public bool MarkBlocked(string transaction) => State.IsBlocked = State.Prepared?.Transaction == transaction;

    /// <summary>Runs an operation.</summary>
    [Function(TransactionFunctionNames.Account)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<AccountEntity>();

    private PrepareAnswer Judge(PrepareOrder order)
    {
        var reason = !State.IsOpen ? "The account is not open."
            : State.Prepared is { } other ? $"Locked by transaction {other.Transaction}."
            : State.Balance + order.Delta < order.Minimum ? $"The balance is {State.Balance}: {order.Delta} would leave less than {order.Minimum}."
            : null;
        return reason is not null ? new PrepareAnswer(TransactionVote.No, reason)
            : order.Delta == 0 && order.MayVoteReadOnly ? new PrepareAnswer(TransactionVote.ReadOnly, null)
            : new PrepareAnswer(TransactionVote.Yes, null);
    }
}
