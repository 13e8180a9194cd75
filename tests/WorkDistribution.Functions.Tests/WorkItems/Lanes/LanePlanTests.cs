using WorkDistribution.Functions.WorkItems.Lanes;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

public sealed class LanePlanTests
{
    private const int Threshold = 16;

    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Thirty_percent_move_as_whole_lanes_the_largest_that_fit_first()
    {
        var plan = Make(["a", "b"], [(0, "a", 500), (1, "a", 250), (2, "a", 200), (3, "a", 50)]);

        // 300 of 1000: lane 1, and lane 3 in what is left of it.
        Assert.Equal((2, 300), (plan.Lanes, plan.Items));
        Assert.Equal([(1, "b"), (3, "b")], plan.Change.Lanes.Select(lane => (lane.Lane, lane.Owner)));
        Assert.Equal(0, Assert.Single(plan.Change.Members).Granted);
    }

    [Fact]
    public void One_hot_lane_stays_and_part_of_its_items_is_granted()
    {
        var plan = Make(["a", "b"], [(7, "a", 1000)]);

        Assert.Equal((0, 300), (plan.Lanes, plan.Items));
        Assert.Empty(plan.Change.Lanes);
        var member = Assert.Single(plan.Change.Members);
        Assert.Equal(("b", 7, 300), (member.Name, member.GrantedLane, member.Granted));
    }

    [Fact]
    public void What_is_granted_already_counts_as_load_of_who_is_to_take_it()
    {
        var snapshot = Snapshot(["a", "b"], [(7, "a", 0)]);
        var members = new Dictionary<string, LaneMember>(snapshot.Members) { ["b"] = snapshot.Members["b"] with { GrantedLane = 7, Granted = 300 } };

        var plan = LanePlan.Make(snapshot with { Members = members }, new Dictionary<int, long> { [7] = 1000 }, Threshold, Now);

        Assert.True(plan.Change.IsEmpty);
    }

    [Fact]
    public void Lane_with_few_items_is_left_to_its_owner() => Assert.True(Make(["a", "b"], [(0, "a", Threshold)]).Change.IsEmpty);

    [Fact]
    public void Nothing_moves_while_the_loads_are_within_the_rule() =>
        Assert.True(Make(["a", "b"], [(0, "a", 140), (1, "b", 60)]).Change.IsEmpty);

    [Fact]
    public void Lanes_of_a_worker_that_is_gone_go_to_the_least_loaded_and_do_not_count_as_moved()
    {
        var snapshot = Snapshot(["a", "b"], [(0, "a", 0), (1, "gone", 0), (2, "gone", 0), (3, null, 0)]);
        var lanes = new Dictionary<int, LaneEntry>(snapshot.Lanes)
        {
            [1] = snapshot.Lanes[1] with { Until = Now },
            [2] = snapshot.Lanes[2] with { Until = Now - TimeSpan.FromHours(1) },
        };
        var members = new Dictionary<string, LaneMember>(snapshot.Members) { ["gone"] = new("gone", Now) };

        var plan = LanePlan.Make(new LaneSnapshot(lanes, members), new Dictionary<int, long> { [0] = 10 }, Threshold, Now);

        Assert.Equal([(1, "b", true), (2, "b", true)], plan.Change.Lanes.Select(lane => (lane.Lane, lane.Owner, lane.IsHeld(Now))));
        Assert.Equal("gone", Assert.Single(plan.Change.Gone).Name);
        Assert.Equal((0, 0), (plan.Lanes, plan.Items));

        // Part of the change, so that b cannot leave at the same time.
        Assert.Equal("b", Assert.Single(plan.Change.Members).Name);
    }

    [Fact]
    public void Lane_with_work_that_nobody_owns_gets_an_owner_also_when_nothing_else_is_to_move()
    {
        var snapshot = Snapshot(["a", "b"], [(0, "a", 0), (3, null, 0)]);

        var plan = LanePlan.Make(snapshot, new Dictionary<int, long> { [0] = 1000, [3] = 1, [9] = 1 }, threshold: null, Now);

        Assert.Equal([(3, "b", true), (9, "b", true)], plan.Change.Lanes.Select(lane => (lane.Lane, lane.Owner, lane.IsHeld(Now))));
        Assert.Equal((0, 0), (plan.Lanes, plan.Items));
    }

    [Fact]
    public void Most_that_a_round_can_change_fits_a_transaction()
    {
        var workers = Enumerable.Range(0, 64).Select(static i => $"worker-{i:D2}").ToList();
        var snapshot = Snapshot(workers, [.. Enumerable.Range(0, 64).Select(static lane => (lane, (string?)$"gone-{lane}", 0))]);
        var lanes = snapshot.Lanes.ToDictionary(static lane => lane.Key, static lane => lane.Value with { Until = Now });
        var members = snapshot.Members.Values.Concat(Enumerable.Range(0, 64).Select(static i => new LaneMember($"gone-{i}", Now))).ToDictionary(static member => member.Name);

        var change = LanePlan.Make(new LaneSnapshot(lanes, members), lanes.Keys.ToDictionary(static lane => lane, static lane => 1000L * lane), Threshold, Now).Change;

        Assert.InRange(change.Lanes.Count + change.Members.Count + change.Gone.Count, 30, 100);
    }

    [Fact]
    public void Nobody_there_changes_nothing() => Assert.True(Make([], [(0, null, 10)]).Change.IsEmpty);

    private static LanePlan Make(IReadOnlyList<string> workers, IReadOnlyList<(int Lane, string? Owner, int Items)> lanes) =>
        LanePlan.Make(Snapshot(workers, lanes), lanes.ToDictionary(static lane => lane.Lane, static lane => (long)lane.Items), Threshold, Now);

    private static LaneSnapshot Snapshot(IReadOnlyList<string> workers, IReadOnlyList<(int Lane, string? Owner, int Items)> lanes) => new(
        lanes.ToDictionary(static lane => lane.Lane, static lane => new LaneEntry(lane.Lane, lane.Owner, Now + TimeSpan.FromSeconds(5))),
        workers.ToDictionary(static name => name, static name => new LaneMember(name, Now + TimeSpan.FromSeconds(5))));
}
