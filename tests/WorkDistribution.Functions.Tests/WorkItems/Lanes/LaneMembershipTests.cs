using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

/// <summary>Workers with one clock, which a test sets, on one real table.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class LaneMembershipTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Of_several_that_want_a_lane_at_once_one_gets_it()
    {
        await using var workers = await CreateAsync(4);

        var got = await Task.WhenAll(workers.All.Select(worker => worker.JoinAsync([5], CancellationToken.None)));

        Assert.Equal(5, Assert.Single(Assert.Single(got, lanes => lanes.Count > 0)));
    }

    [Fact]
    public async Task Lane_is_another_s_when_the_lease_has_ended_and_not_before()
    {
        await using var workers = await CreateAsync(2);
        await workers[0].JoinAsync([1], CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(await workers[1].JoinAsync([1], CancellationToken.None));
        Assert.Equal([1], workers[0].Lanes);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Empty(workers[0].Lanes);
        Assert.Equal([1], await workers[1].JoinAsync([1], CancellationToken.None));
        await workers[0].KeepAsync(CancellationToken.None);
        Assert.Empty(workers[0].Lanes);
    }

    [Fact]
    public async Task Worker_that_was_given_a_lane_does_not_leave_with_the_others()
    {
        await using var workers = await CreateAsync(2);
        await workers[0].JoinAsync([1, 2], CancellationToken.None);
        await workers[1].JoinAsync([3], CancellationToken.None);
        await GiveAsync(workers, lane: 2, to: 1);

        Assert.Null(await workers[1].TryLeaveAsync(force: false, CancellationToken.None));
        Assert.Equal([2, 3], workers[1].Lanes);
        Assert.Equal([2, 3], await workers[1].TryLeaveAsync(force: false, CancellationToken.None));
        Assert.Equal([1], await workers[0].TryLeaveAsync(force: false, CancellationToken.None));
    }

    [Fact]
    public async Task Lane_cannot_be_given_to_a_worker_that_left_meanwhile()
    {
        await using var workers = await CreateAsync(2);
        await workers[0].JoinAsync([1], CancellationToken.None);
        await workers[1].JoinAsync([], CancellationToken.None);
        var before = await workers.Table.ReadAsync(CancellationToken.None);
        await workers[1].TryLeaveAsync(force: false, CancellationToken.None);

        var change = new LaneChange();
        change.Lanes.Add(before.Lane(1) with { Owner = workers.NameOf(1) });
        change.Members.Add(before.Members[workers.NameOf(1)]);

        Assert.False(await workers.Table.TryChangeAsync(change, CancellationToken.None));
        Assert.Equal(workers.NameOf(0), (await workers.Table.ReadAsync(CancellationToken.None)).Lane(1).Owner);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_workers_do_at_once_no_lane_has_two_owners(int seed)
    {
        const int Rounds = 25;
        await using var workers = await CreateAsync(4);
        var random = new Random(seed);
        var owned = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(workers.All.Select(worker => Act(worker, random.Next(6), [random.Next(4), random.Next(4)], workers.NameOf(random.Next(4)))));

            var snapshot = await workers.Table.ReadAsync(CancellationToken.None);
            for (var i = 0; i < workers.All.Count; i++)
            {
                // What a worker takes for its own is so in the table, which has one owner for each.
                Assert.All(workers[i].Lanes, lane => Assert.Equal((workers.NameOf(i), true), (snapshot.Lane(lane).Owner, snapshot.Lane(lane).IsHeld(_time.GetUtcNow()))));
                owned += workers[i].Lanes.Count;
            }

            _time.Advance(TimeSpan.FromSeconds(random.Next(6)));
        }

        Assert.InRange(owned, Rounds, Rounds * 4);

        static Task Act(LaneMembership worker, int what, int[] lanes, string other) => what switch
        {
            0 => worker.TryLeaveAsync(force: true, CancellationToken.None),
            1 => worker.TakeOverAsync(other, CancellationToken.None),
            2 or 3 => worker.IsMember ? worker.KeepAsync(CancellationToken.None) : Task.CompletedTask,
            _ => worker.JoinAsync([.. lanes.Distinct()], CancellationToken.None),
        };
    }

    private async Task GiveAsync(Workers workers, int lane, int to)
    {
        var snapshot = await workers.Table.ReadAsync(CancellationToken.None);
        var change = new LaneChange();
        change.Lanes.Add(snapshot.Lane(lane) with { Owner = workers.NameOf(to) });
        change.Members.Add(snapshot.Members[workers.NameOf(to)]);
        Assert.True(await workers.Table.TryChangeAsync(change, CancellationToken.None));
    }

    private async Task<Workers> CreateAsync(int count)
    {
        void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(_time);
        var first = await WorkItemsApp.CreateAsync(azurite, Configure);
        return new Workers([first, .. Enumerable.Range(1, count - 1).Select(_ => first.AddWorker(Configure))]);
    }

    private sealed class Workers(IReadOnlyList<WorkItemsApp> apps) : IAsyncDisposable
    {
        public IReadOnlyList<LaneMembership> All { get; } = [.. apps.Select(static app => app.Get<LaneMembership>())];

        public LaneTable Table => apps[0].Get<LaneTable>();

        public LaneMembership this[int worker] => All[worker];

        public string NameOf(int worker) => apps[worker].Get<WorkerIdentity>().Name;

        public async ValueTask DisposeAsync()
        {
            foreach (var app in apps.Reverse())
            {
                await app.DisposeAsync();
            }
        }
    }
}
