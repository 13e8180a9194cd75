using WorkDistribution.Core.Transactions;

namespace WorkDistribution.Core.Tests.Transactions;

/// <summary>Crashes the coordinator and three participants before every one of their effects, in every combination.</summary>
public sealed class TransactionCrashTests
{
    private const int Participants = 3;

    // Beyond the last effect of each: the coordinator logs and sends at most 15 times without a crash, a participant 4 times, and
    // each does more when it or another comes back.
    private const int CoordinatorSteps = 20;
    private const int ParticipantSteps = 10;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_crash_in_every_combination_ends_with_one_outcome(bool presumesAbort, bool coordinatorStaysDown)
    {
        var (runs, blocked, byPeers, commits) = (0, 0, 0, 0);
        foreach (var votes in Votes())
        {
            // With both the latest crash and none the runs are the same beyond the last effect.
            for (var crash = 0; crash < CoordinatorSteps * ParticipantSteps * ParticipantSteps * ParticipantSteps; crash++)
            {
                int[] crashes =
                [
                    crash % ParticipantSteps,
                    crash / ParticipantSteps % ParticipantSteps,
                    crash / ParticipantSteps / ParticipantSteps % ParticipantSteps,
                    crash / ParticipantSteps / ParticipantSteps / ParticipantSteps,
                ];
                var simulation = new TransactionSimulation(votes, presumesAbort, crashes);
                simulation.Run(coordinatorStaysDown);

                runs++;
                blocked += simulation.IsBlocked ? 1 : 0;
                byPeers += simulation.WasTerminatedByPeers ? 1 : 0;
                commits += simulation.Decision == TransactionDecision.Commit ? 1 : 0;
                Check(simulation, votes, crashes);
            }
        }

        Assert.Equal(27 * CoordinatorSteps * ParticipantSteps * ParticipantSteps * ParticipantSteps, runs);
        Assert.True(commits > 0 && byPeers > 0, $"{commits} commits, {byPeers} by peers");
        Assert.True(!coordinatorStaysDown || blocked > 0, "The blocking problem did not show.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_swept_cover_every_effect(bool presumesAbort)
    {
        // A crash before the last step that is swept never happens: all earlier ones are all there are.
        Assert.All(Votes(), votes =>
        {
            var simulation = new TransactionSimulation(votes, presumesAbort, ParticipantSteps - 1, ParticipantSteps - 1, ParticipantSteps - 1, CoordinatorSteps - 1);
            simulation.Run(coordinatorStaysDown: false);
            Assert.False(simulation.HasCrashed);
        });
    }

    private static IEnumerable<TransactionVote[]> Votes() =>
        from first in Enum.GetValues<TransactionVote>()
        from second in Enum.GetValues<TransactionVote>()
        from third in Enum.GetValues<TransactionVote>()
        select (TransactionVote[])[first, second, third];

    private static void Check(TransactionSimulation simulation, TransactionVote[] votes, int[] crashes)
    {
        var changing = Enumerable.Range(0, Participants).Where(participant => votes[participant] != TransactionVote.ReadOnly).ToList();
        var committed = changing.Count(participant => simulation.Outcomes[participant] == ParticipantPhase.Committed);

        // Money moves from the first that changes to the others: it is conserved only if all or none commit.
        var money = changing.Where(participant => simulation.Outcomes[participant] == ParticipantPhase.Committed)
            .Sum(participant => participant == changing[0] ? -(changing.Count - 1) : 1);
        var isRight = (committed == 0 || committed == changing.Count)
            && (changing.Count == 1 || money == 0)
            && !changing.Exists(participant => simulation.Outcomes[participant] == ParticipantPhase.Prepared)
            && !simulation.IsBlockedNeedlessly
            && (committed == 0 || !votes.Contains(TransactionVote.No))
            && (committed == 0 || simulation.Decision == TransactionDecision.Commit)
            && (simulation.Decision != TransactionDecision.Commit || committed == changing.Count);
        Assert.True(
            isRight,
            $"Votes {string.Join(' ', votes)}, crashes {string.Join(' ', crashes)}: {string.Join(' ', simulation.Outcomes)}, decided {simulation.Decision}; {string.Join(", ", simulation.Log)}");
    }
}
