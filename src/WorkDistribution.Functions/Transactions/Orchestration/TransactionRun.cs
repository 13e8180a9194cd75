using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Core.Transactions;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Accounts;

namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>
/// Drives the coordinator's state machine: carries out its effects, and tells it what came of them. The orchestration's history is the
/// log; a decision and its messages become durable in one step, with the status that participants in doubt read.
/// </summary>
internal sealed class TransactionRun(TaskOrchestrationContext context, TransactionRequest request)
{
    private const int MaxReasonBytes = 80;

    private readonly TransactionCoordinator _coordinator = new(request.Participants.Count, request.PresumesAbort);
    private readonly DateTime _startedAt = context.CurrentUtcDateTime;
    private readonly List<LoggedEntry> _log = [];
    private readonly Task<PrepareAnswer>[] _votes = new Task<PrepareAnswer>[request.Participants.Count];
    private readonly Dictionary<int, Task> _acknowledgements = [];
    private readonly string?[] _reasons = new string?[request.Participants.Count];

    /// <summary>Runs the transaction to its end.</summary>
    public async Task<TransactionStatus> RunAsync()
    {
        Perform(_coordinator.Start());
        await VoteAsync();
        await AcknowledgeAsync();
        return Show(context.CurrentUtcDateTime);
    }

    private async Task VoteAsync()
    {
        await WithinAsync(Task.WhenAll(_votes), request.VoteTimeout);
        for (var participant = 0; participant < _votes.Length; participant++)
        {
            if (_votes[participant].IsCompleted)
            {
                var answer = await _votes[participant];
                _reasons[participant] = answer.Reason is { } reason ? ShortText.Of(reason, MaxReasonBytes) : null;
                Perform(_coordinator.Vote(participant, answer.Vote));
            }
            else
            {
                _reasons[participant] = $"No vote within {request.VoteTimeout}.";
            }
        }

        Perform(_coordinator.EndVoting());
    }

    private async Task AcknowledgeAsync()
    {
        await WithinAsync(Task.WhenAll(_acknowledgements.OrderBy(static pair => pair.Key).Select(static pair => pair.Value)), request.AcknowledgeTimeout);
        foreach (var (participant, acknowledged) in _acknowledgements.OrderBy(static pair => pair.Key))
        {
            if (acknowledged.IsCompletedSuccessfully)
            {
                Perform(_coordinator.Acknowledge(participant));
            }
        }
    }

    private void Perform(IEnumerable<CoordinatorEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect.Entry is { } entry)
            {
                _log.Add(new LoggedEntry(context.CurrentUtcDateTime, entry.ToString()));
            }
            else if (effect.Decision is { } decision)
            {
                Tell(effect.To, decision);
            }
            else
            {
                _votes[effect.To] = PrepareAsync(effect.To);
            }
        }

        Show(null);
    }

    private async Task<PrepareAnswer> PrepareAsync(int participant)
    {
        var work = request.Participants[participant];
        var order = new PrepareOrder(
            context.InstanceId,
            work.Delta,
            work.Minimum,
            request.ReadOnlyVotes,
            [.. request.Participants.Where(peer => peer != work && (peer.Delta != 0 || !request.ReadOnlyVotes)).Select(static peer => peer.Account)],
            _startedAt,
            _startedAt + request.VoteTimeout + request.DecisionTimeout,
            request.TerminationInterval);
        try
        {
            return await context.Entities.CallEntityAsync<PrepareAnswer>(AccountEntity.IdOf(work.Account), nameof(AccountEntity.Prepare), order);
        }
        catch (EntityOperationFailedException e)
        {
            // What fails changes nothing, and so is not prepared.
            return new PrepareAnswer(TransactionVote.No, e.FailureDetails.ErrorMessage);
        }
    }

    private void Tell(int participant, TransactionDecision decision)
    {
        var id = AccountEntity.IdOf(request.Participants[participant].Account);
        var order = new DecisionOrder(context.InstanceId, _startedAt, decision);
        if (_coordinator.Unacknowledged.Contains(participant))
        {
            _acknowledgements[participant] = context.Entities.CallEntityAsync<bool>(id, nameof(AccountEntity.Decide), order);
        }
        else
        {
            // Nobody waits for an answer: what is awaited is only that the message is on its way, which it is at once.
            _ = context.Entities.SignalEntityAsync(id, nameof(AccountEntity.Decide), order);
        }
    }

    private async Task WithinAsync(Task task, TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        await Task.WhenAny(task, context.CreateTimer(time, stop.Token));
        stop.Cancel();
    }

    private TransactionStatus Show(DateTime? endedAt)
    {
        var decision = _coordinator.Decision;
        var silent = _coordinator.Unacknowledged.Select(participant => request.Participants[participant].Account).ToList();
        var state = decision switch
        {
            null => TransactionStates.Voting,
            TransactionDecision.Commit => _coordinator.IsComplete ? TransactionStates.Committed : TransactionStates.Committing,
            _ => _coordinator.IsComplete ? TransactionStates.Aborted : TransactionStates.Aborting,
        };
        var reason = endedAt is not null && silent.Count > 0 ? $"Not acknowledged within {request.AcknowledgeTimeout} by {string.Join(", ", silent)}."
            : decision == TransactionDecision.Abort ? request.Participants.Zip(_reasons).Where(static pair => pair.Second is not null).Select(static pair => $"{pair.First.Account}: {pair.Second}").FirstOrDefault()
            : null;
        var status = new TransactionStatus(
            context.InstanceId,
            state,
            Text(decision),
            reason,
            _startedAt,
            endedAt,
            [.. request.Participants.Select((work, i) => new ParticipantStatus(string.Create(CultureInfo.InvariantCulture, $"P{i + 1}"), work.Account, work.Delta, Text(_coordinator.Votes[i]), _reasons[i]))],
            new MessageCount(_coordinator.PlainMessages, _coordinator.SavedMessages),
            [.. _log]);
        context.SetCustomStatus(status);
        return status;
    }

    private static string? Text<T>(T? value)
        where T : struct, Enum =>
        value is { } given ? JsonNamingPolicy.CamelCase.ConvertName(given.ToString()) : null;
}
