using Azure.Storage.Queues.Models;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

[Collection(WorkItemsTests.Name)]
public sealed class LaneInvitationsTests(AzuriteFixture azurite)
{
    private const string Lane = "1-l03";

    [Fact]
    public async Task Invitation_that_comes_back_is_held_and_its_copy_goes_on_twice_and_then_later()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var invitations = app.Create<LaneInvitations>();
        await invitations.SendAsync(Lane, Seconds(1), CancellationToken.None);
        TaskCompletionSource<bool>[] served = [new(), new(), new()];

        Assert.True(await invitations.TryHoldAsync(await TakeAsync(app), served[0], Lane, Seconds(1.1), CancellationToken.None));
        Assert.True(await invitations.TryHoldAsync(await TakeAsync(app), served[1], Lane, Seconds(1.2), CancellationToken.None));
        Assert.False(await invitations.TryHoldAsync(await TakeAsync(app), served[2], Lane, Seconds(1.3), CancellationToken.None));

        // The third copy is there, but not to be seen yet; as long as it goes round no other is sent.
        await invitations.SendAsync(Lane, Seconds(5), CancellationToken.None);
        Assert.Equal(1, (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount);

        invitations.Release(Seconds(3.1), all: false);
        Assert.Equal([true, false, false], served.Select(ticket => ticket.Task.IsCompleted));
        invitations.Release(Seconds(3.1), all: true);
        Assert.Equal([true, true, false], served.Select(ticket => ticket.Task.IsCompleted));
    }

    [Fact]
    public async Task Invitation_of_which_nothing_is_heard_is_followed_by_another_and_counts_no_more()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var other = app.AddWorker();
        var invitations = app.Create<LaneInvitations>();
        await invitations.SendAsync(Lane, Seconds(1), CancellationToken.None);
        await invitations.SendAsync(Lane, Seconds(1.9), CancellationToken.None);
        var first = await TakeAsync(app);
        await invitations.SendAsync(Lane, Seconds(2), CancellationToken.None);
        var second = await TakeAsync(app);

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.False(await invitations.TryHoldAsync(first, new(), Lane, Seconds(3), CancellationToken.None));
        Assert.False(await other.Create<LaneInvitations>().TryHoldAsync(second, new(), Lane, Seconds(3), CancellationToken.None));
        Assert.Equal(0, (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Owner_whose_host_takes_its_invitation_leaves_a_copy_by_which_another_steals()
    {
        (string, string)[] settings = [("WorkItems:Workers", "1")];
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: settings);
        await using var other = app.AddWorker(settings: settings);
        var batch = await app.SubmitBatchAsync(Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":300},"affinityKey":"a"}""", 60));
        var partition = WorkItemId.TryParse(batch.Ids[0], out var id) ? id.Partition : throw new ArgumentException(batch.Ids[0]);
        await app.Storage.Tickets.ClearMessagesAsync();
        using var stop = new CancellationTokenSource();
        var session = app.RunTicketAsync(partition, stop.Token);

        var own = RunAsync(app, await TakeAsync(app), stop.Token);
        var copy = await TakeAsync(app);
        Assert.Equal((app.Get<WorkerIdentity>().Name, partition), (copy.From, copy.Partition));
        var thief = RunAsync(other, copy, stop.Token);

        await Eventually.HoldsAsync(() => other.Get<LaneCounters>().Report.Stolen > 0, "the other process steals");
        await own;
        Assert.False(session.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => thief);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Task RunAsync(WorkItemsApp app, LaneRequest request, CancellationToken cancellationToken) =>
        app.Get<LaneWorker>().RunAsync(request, app.Durable.Client, cancellationToken);

    /// <summary>Takes the next invitation from the queue.</summary>
    private static async Task<LaneRequest> TakeAsync(WorkItemsApp app)
    {
        QueueMessage? message = null;
        await Eventually.HoldsAsync(
            async () => (message = (await app.Storage.Tickets.ReceiveMessageAsync()).Value) is { } found
                && TicketQueue.Read(found.Body.ToString()).From is not null,
            "there is an invitation");
        await app.Storage.Tickets.DeleteMessageAsync(message!.MessageId, message.PopReceipt);
        var ticket = TicketQueue.Read(message.Body.ToString());
        return new LaneRequest(ticket.Partition, ticket.Owner, ticket.From, ticket.Number);
    }
}
