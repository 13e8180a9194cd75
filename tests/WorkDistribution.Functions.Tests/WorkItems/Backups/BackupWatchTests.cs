using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Core.Speculation;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Backups;

public sealed class BackupWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<RunningItem> _late = [];
    private readonly List<RunningItem> _items = [];

    [Fact]
    public void Attempt_is_late_once_three_quarters_are_done_and_it_took_one_and_a_half_times_the_median()
    {
        using var watch = Start("a", "a", "a", "a");
        Advance(TimeSpan.FromSeconds(2));
        watch.Ended(_items[0], isDone: true);
        watch.Ended(_items[1], isDone: true);
        Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(_late);

        // The median is 2 s, and the last one has run for 12 s.
        watch.Ended(_items[2], isDone: true);

        Assert.Equal([_items[3]], _late);
        Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_late);
    }

    [Fact]
    public void Timer_finds_the_attempt_that_becomes_late_while_nothing_else_happens()
    {
        using var watch = Start("a", "a", "a", "a");
        Advance(TimeSpan.FromSeconds(2));
        foreach (var item in _items.Take(3))
        {
            watch.Ended(item, isDone: true);
        }

        Advance(TimeSpan.FromSeconds(0.9));
        Assert.Empty(_late);
        Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([_items[3]], _late);
    }

    [Fact]
    public void Attempts_are_measured_against_their_own_handler_and_only_against_those_that_completed()
    {
        using var watch = Start("fast", "fast", "fast", "fast", "slow", "slow", "slow", "slow");
        Advance(TimeSpan.FromSeconds(1));
        foreach (var item in _items.Take(2).Concat(_items.Skip(4).Take(3)))
        {
            watch.Ended(item, isDone: true);
        }

        watch.Ended(_items[2], isDone: false);
        Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([_items[7]], _late);
    }

    [Fact]
    public void Short_attempts_are_never_late()
    {
        using var watch = Start("a", "a", "a", "a");
        Advance(TimeSpan.FromMilliseconds(10));
        foreach (var item in _items.Take(3))
        {
            watch.Ended(item, isDone: true);
        }

        Advance(TimeSpan.FromMilliseconds(489));
        Assert.Empty(_late);
        watch.Ended(_items[3], isDone: true);
        Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_late);
    }

    public void Dispose() => _items.ForEach(static item => item.Dispose());

    private BackupWatch Start(params string[] handlers)
    {
        _items.AddRange(handlers.Select(handler => new RunningItem(
            new WorkItem { Id = WorkItemId.Create("0-s00", _time.GetUtcNow()), Handler = handler }, _time)));
        var watch = new BackupWatch(_items, new StragglerPolicy(), _late.Add, _time);
        _items.ForEach(watch.Started);
        return watch;
    }

    private void Advance(TimeSpan time) => _time.Advance(time);
}
