using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.Transactions.Orchestration;

namespace WorkDistribution.Functions.Tests.Transactions;

public sealed class TransactionOnEngineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_changes_all_accounts(bool replay)
    {
        await using var durable = new DurableTransactions(options => options.ReplayAtEveryEvent = replay);
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 5));

        var status = await durable.StatusAsync(await durable.BeginAsync(false, new("a", -30, 0), new("b", 20, 0), new("c", 10, 0)));

        Assert.Equal(("committed", "commit"), (status.State, status.Decision));
        Assert.Equal(
            ["TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_YES", "GLOBAL_COMMIT", "P1 COMMITTED", "P2 COMMITTED", "P3 COMMITTED", "TX_COMPLETE"],
            status.Log.Select(entry => entry.Entry));
        Assert.Equal([70, 20, 15], await durable.BalancesAsync("a", "b", "c"));
    }

    [Fact]
    public async Task Abort_is_logged_in_the_order_of_the_seed_document_and_changes_nothing()
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 5));

        var status = await durable.StatusAsync(await durable.BeginAsync(false, new("a", 10, 0), new("b", 20, 0), new("c", -30, 0)));

        Assert.Equal(
            ["TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_NO", "GLOBAL_ABORT", "P1 ABORTED", "P2 ABORTED", "P3 ABORTED", "TX_COMPLETE"],
            status.Log.Select(entry => entry.Entry));
        Assert.Equal("c: The balance is 5: -30 would leave less than 0.", status.Reason);
        Assert.Equal(new MessageCount(12, 0), status.Messages);
        Assert.Equal([100, 0, 5], await durable.BalancesAsync("a", "b", "c"));
    }

    [Fact]
    public async Task Optimisations_save_messages_and_say_how_many()
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 5));

        var aborted = await durable.StatusAsync(await durable.BeginAsync(presumesAbort: true, new("a", 10, 0), new("b", 20, 0), new("c", -30, 0)));
        var committed = await durable.StatusAsync(await durable.BeginAsync(presumesAbort: true, new("a", -10, 0), new("b", 10, 0), new("c", 0, 5)));

        Assert.Equal(["TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_NO", "GLOBAL_ABORT", "TX_COMPLETE"], aborted.Log.Select(entry => entry.Entry));
        Assert.Equal(new MessageCount(12, 4), aborted.Messages);
        Assert.Equal("P3 VOTED_READ_ONLY", committed.Log[3].Entry);
        Assert.Equal(new MessageCount(12, 2), committed.Messages);
        Assert.Equal([90, 10, 5], await durable.BalancesAsync("a", "b", "c"));
    }

    [Fact]
    public async Task Participant_silent_before_its_vote_aborts_the_transaction_and_obeys_when_it_is_back()
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 5));
        var silence = await durable.SilenceAsync("c");

        var id = await durable.BeginAsync(false, new("a", -30, 0), new("b", 20, 0), new("c", 10, 0));
        Assert.Equal("voting", (await durable.StatusAsync(id)).State);
        Assert.NotNull((await durable.AccountAsync("a")).Prepared);
        await durable.AdvanceAsync(TimeSpan.FromSeconds(10));

        var status = await durable.StatusAsync(id);
        Assert.Equal(("aborting", "abort"), (status.State, status.Decision));
        Assert.Equal([100, 0], await durable.BalancesAsync("a", "b"));
        await durable.ReleaseAsync(silence);
        status = await durable.StatusAsync(id);
        Assert.Equal(["P3 SILENT", "GLOBAL_ABORT", "P1 ABORTED", "P2 ABORTED", "P3 ABORTED", "TX_COMPLETE"], status.Log.Skip(3).Select(entry => entry.Entry));
        Assert.Equal([100, 0, 5], await durable.BalancesAsync("a", "b", "c"));
    }

    [Fact]
    public async Task Participant_that_recovers_after_its_vote_honours_it()
    {
        using var folder = new TempFolder();
        await using var durable = new DurableTransactions(options => options.StateDirectory = folder["state"]);
        await durable.StartAsync(("a", 100), ("b", 0));
        var silence = await durable.SilenceAsync("b");
        var id = await durable.BeginAsync(false, new("a", -30, 0), new("b", 30, 0));
        Assert.NotNull((await durable.AccountAsync("a")).Prepared);

        await durable.Host.RestartAsync(TestContext.Current.CancellationToken);

        // Prepared it is locked: nobody else gets at the money.
        var other = await durable.StatusAsync(await durable.BeginAsync(false, new TransactionWork("a", -1, 0)));
        Assert.Equal(("aborted", $"a: Locked by transaction {id}."), (other.State, other.Reason));
        await durable.ReleaseAsync(silence);
        Assert.Equal("committed", (await durable.StatusAsync(id)).State);
        Assert.Equal([70, 30], await durable.BalancesAsync("a", "b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Participants_block_while_the_coordinator_is_away_before_its_decision(bool comesBack)
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0));
        var silence = await durable.SilenceAsync("b");
        var id = await durable.BeginAsync(false, new("a", -30, 0), new("b", 30, 0));
        await durable.Host.Client.SuspendInstanceAsync(id, "The coordinator is away.", TestContext.Current.CancellationToken);
        await durable.ReleaseAsync(silence);

        // Both are prepared, and so neither can tell the other anything, however long they ask.
        await durable.AdvanceAsync(TimeSpan.FromMinutes(12));
        Assert.True((await durable.AccountAsync("a")).IsBlocked);
        Assert.True((await durable.AccountAsync("b")).IsBlocked);

        if (comesBack)
        {
            await durable.Host.Client.ResumeInstanceAsync(id, "It is back.", TestContext.Current.CancellationToken);
            Assert.Equal("committed", (await durable.StatusAsync(id)).State);
            Assert.Equal([70, 30], await durable.BalancesAsync("a", "b"));
        }
        else
        {
            // Its log ends without a decision, and never will hold one.
            await durable.Host.Client.TerminateInstanceAsync(id, "It never comes back.", TestContext.Current.CancellationToken);
            await durable.AdvanceAsync(TimeSpan.FromMinutes(1));
            Assert.Equal([100, 0], await durable.BalancesAsync("a", "b"));
        }
    }

    [Fact]
    public async Task Peer_that_has_not_voted_decides_the_termination_protocol()
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 0));
        await durable.SilenceAsync("b");
        var id = await durable.BeginAsync(false, new("a", -30, 0), new("b", 30, 0));
        await durable.Host.Client.SuspendInstanceAsync(id, "The coordinator is away.", TestContext.Current.CancellationToken);
        await durable.PrepareAsync("c", id, 5, "d");

        await durable.AdvanceAsync(TimeSpan.FromSeconds(60));

        // d has never heard of the transaction: it refuses it for good.
        Assert.Equal([0], await durable.BalancesAsync("c"));
        Assert.Equal(Core.Transactions.ParticipantPhase.Aborted, Assert.Single((await durable.AccountAsync("d")).Finished).Phase);
    }

    [Fact]
    public async Task Participant_that_missed_the_decision_reads_it_from_the_log()
    {
        await using var durable = new DurableTransactions();
        await durable.StartAsync(("a", 100), ("b", 0), ("c", 0), ("d", 0));
        var id = await durable.BeginAsync(false, new("a", -30, 0), new("b", 30, 0));
        await durable.PrepareAsync("c", id, 5, "x");
        await durable.PrepareAsync("d", "a-coordinator-that-knows-nothing", 5, "x");

        await durable.AdvanceAsync(TimeSpan.FromSeconds(60));

        Assert.Equal([70, 30, 5, 0], await durable.BalancesAsync("a", "b", "c", "d"));
    }

    [Fact]
    public async Task Concurrent_transfers_conserve_the_money()
    {
        await using var durable = new DurableTransactions();
        string[] names = ["a", "b", "c", "d", "e", "f"];
        await durable.StartAsync([.. names.Select(name => (name, 100L))]);
        var random = new Random(3);

        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ =>
        {
            var chosen = names.OrderBy(_ => random.Next()).Take(3).ToArray();
            return durable.BeginAsync(random.Next(2) == 0, new(chosen[0], -20, 0), new(chosen[1], 15, 0), new(chosen[2], 5, 0));
        }));

        // Some messages may have come late: nobody is left in doubt for longer than its patience.
        await durable.AdvanceAsync(TimeSpan.FromMinutes(2));
        var expected = names.ToDictionary(name => name, _ => 100L);
        var commits = 0;
        foreach (var id in ids)
        {
            var status = await durable.StatusAsync(id);
            Assert.NotNull(status.EndedAt);
            if (status.Decision == "commit")
            {
                commits++;
                foreach (var participant in status.Participants)
                {
                    expected[participant.Account] += participant.Delta;
                }
            }
        }

        Assert.InRange(commits, 1, 60);
        Assert.Equal(names.Select(name => expected[name]), await durable.BalancesAsync(names));
        Assert.Equal(600, expected.Values.Sum());
    }
}
