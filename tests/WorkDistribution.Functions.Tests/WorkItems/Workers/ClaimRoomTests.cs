using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

public sealed class ClaimRoomTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly RunningItems _running = new();
    private readonly ClaimRoom _room;

    public ClaimRoomTests() => _room = new ClaimRoom(
        new ClaimSize(Options.Create(new WorkItemsOptions { Workers = 16 }), new CoordinationCost(), TimeProvider.System), _running, TimeProvider.System);

    [Fact]
    public void Claims_under_way_count_as_held()
    {
        using var first = _room.TryTake();

        Assert.Equal((16, true, false), (first!.Size, first.IsCut, first.IsPassedOn));
        Assert.Null(_room.TryTake());
    }

    [Fact]
    public async Task Share_that_is_given_back_goes_to_who_waits_and_counts_once()
    {
        var first = _room.TryTake()!;
        var next = _room.TakeAsync(Deadline, CancellationToken.None);
        Assert.False(next.IsCompleted);

        first.Dispose();
        first.Dispose();

        Assert.Equal(16, (await next.WaitAsync(Deadline))!.Size);
        Assert.Null(_room.TryTake());
    }

    [Fact]
    public async Task Item_that_is_forgotten_makes_room()
    {
        var items = Enumerable.Range(0, 16).Select(_ => new RunningItem(
            new WorkItem { Id = WorkItemId.Create(WorkItemId.ShardPartition(0, 0), TimeProvider.System.GetUtcNow()), Handler = "sleep" }, TimeProvider.System)).ToList();
        items.ForEach(_running.Add);
        Assert.Null(_room.TryTake());
        var next = _room.TakeAsync(Deadline, CancellationToken.None);

        _running.Remove(items[0]);

        // Worth its calls: a quarter of the workers.
        Assert.Equal(4, (await next.WaitAsync(Deadline))!.Size);
    }

    [Fact]
    public async Task Wait_ends_without_a_share_when_there_is_no_room_for_long_and_by_cancellation()
    {
        using var first = _room.TryTake();
        using var stop = new CancellationTokenSource();
        var stopped = _room.TakeAsync(Deadline, stop.Token);

        Assert.Null(await _room.TakeAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }
}
