using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Core.Tests.Transactions;

public sealed class TransactionCoordinatorTests
{
    [Fact]
    public void Log_of_an_abort_stands_in_the_order_of_the_seed_document()
    {
        var log = Run(presumesAbort: false, out var coordinator, TransactionVote.Yes, TransactionVote.Yes, TransactionVote.No);

        Assert.Equal(
            [
                "TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_NO", "GLOBAL_ABORT", "P1 ABORTED", "P2 ABORTED", "P3 ABORTED", "TX_COMPLETE",
            ],
            log);
        Assert.Equal((12, 0), (coordinator.PlainMessages, coordinator.SavedMessages));
    }

    [Fact]
    public void Presumed_abort_waits_for_nobody_and_saves_messages()
    {
        var log = Run(presumesAbort: true, out var coordinator, TransactionVote.Yes, TransactionVote.Yes, TransactionVote.No);

        Assert.Equal(["TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_NO", "GLOBAL_ABORT", "TX_COMPLETE"], log);
        Assert.Equal(1 + 1 + 2, coordinator.SavedMessages);
    }

    [Fact]
    public void Read_only_participants_are_not_told_the_decision()
    {
        var log = Run(presumesAbort: true, out var coordinator, TransactionVote.Yes, TransactionVote.ReadOnly, TransactionVote.Yes);

        Assert.Equal(["TX_START", "P1 VOTED_YES", "P2 VOTED_READ_ONLY", "P3 VOTED_YES", "GLOBAL_COMMIT", "P1 COMMITTED", "P3 COMMITTED", "TX_COMPLETE"], log);
        Assert.Equal(2, coordinator.SavedMessages);
    }

    [Fact]
    public void Silent_participant_aborts_and_its_late_vote_changes_nothing()
    {
        var coordinator = new TransactionCoordinator(2, presumesAbort: false);
        _ = coordinator.Start();
        _ = coordinator.Vote(0, TransactionVote.Yes);

        var effects = coordinator.EndVoting();

        Assert.Equal(["P2 SILENT", "GLOBAL_ABORT"], effects.Where(effect => effect.Entry is not null).Select(effect => effect.Entry.ToString()));
        Assert.Equal([0, 1], effects.Where(effect => effect.Decision == TransactionDecision.Abort).Select(effect => effect.To));
        Assert.Empty(coordinator.Vote(1, TransactionVote.Yes));
    }

    [Fact]
    public void Participant_that_voted_yes_must_honour_it()
    {
        var participant = new TransactionParticipant { Phase = ParticipantPhase.Prepared };

        Assert.Equal((null, TransactionVote.Yes), participant.Prepare(TransactionVote.No));
        Assert.Equal(ParticipantPhase.Committed, participant.Decide(TransactionDecision.Commit));
        Assert.Null(participant.AskedByPeer().Answer);
    }

    [Fact]
    public void Participant_refuses_a_decision_against_what_was_done()
    {
        Assert.Throws<InvalidOperationException>(() => new TransactionParticipant { Phase = ParticipantPhase.Aborted }.Decide(TransactionDecision.Commit));
        Assert.Throws<InvalidOperationException>(() => new TransactionParticipant { Phase = ParticipantPhase.Committed }.Decide(TransactionDecision.Abort));
        Assert.Throws<InvalidOperationException>(() => new TransactionParticipant().Decide(TransactionDecision.Commit));
    }

    private static List<string> Run(bool presumesAbort, out TransactionCoordinator coordinator, params TransactionVote[] votes)
    {
        coordinator = new TransactionCoordinator(votes.Length, presumesAbort);
        var effects = coordinator.Start().ToList();
        for (var i = 0; i < votes.Length; i++)
        {
            effects.AddRange(coordinator.Vote(i, votes[i]));
        }

        for (var i = 0; i < votes.Length; i++)
        {
            effects.AddRange(coordinator.Acknowledge(i));
        }

        Assert.True(coordinator.IsComplete);
        return [.. effects.Where(effect => effect.Entry is not null).Select(effect => effect.Entry.ToString()!)];
    }
}
