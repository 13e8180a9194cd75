using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Activities;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Activities;

public sealed class ActivitiesTests : IDisposable
{
    private readonly MapReduceApp _app = new();
    private readonly JobLayout _layout = JobLayout.For("job", Guid.Empty);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1024)]
    [InlineData(1500)]
    [InlineData(1_000_000)]
    public async Task Word_count_is_exact_over_tricky_inputs(long splitBytes)
    {
        byte[][] inputs = [TrickyText.Mixed(40_000, 1), TrickyText.Mixed(100, 2), [], TrickyText.OneLongLine(2_000), TrickyText.OneLongWord(9_000), TrickyText.Mixed(7, 3)];
        for (var i = 0; i < inputs.Length; i++)
        {
            _app.Folder.Write($"in/{i}.txt", inputs[i]);
        }

        var committed = await _app.RunActivitiesAsync(_layout, _app.Request("word-count", reducers: 3, splitBytes: splitBytes));

        var lines = MapReduceApp.ReadParts(committed.Output).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(NaiveWordCount.Lines(inputs).Order(StringComparer.Ordinal), lines);
        Assert.Equal(lines.Count, committed.DistinctKeys);
        Assert.Equal(lines.Sum(line => long.Parse(line.Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture)), committed.TotalCount);
        Assert.Equal(committed.TotalCount, committed.MapOutputRecords);
        Assert.InRange(committed.ShuffledRecords, committed.DistinctKeys, committed.MapOutputRecords);
    }

    [Fact]
    public async Task Sort_is_in_total_order_across_parts()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 5_000).Select(_ => $"{random.Next(100_000):D6} line").ToList();
        _app.Folder.Write("in/lines.txt", string.Join('\n', lines));

        var committed = await _app.RunActivitiesAsync(_layout, _app.Request("sort", reducers: 4, splitBytes: 4096));

        Assert.Equal(lines.Order(StringComparer.Ordinal), MapReduceApp.ReadParts(committed.Output));
        Assert.All(Directory.EnumerateFiles(committed.Output, "part-r-*"), part => Assert.NotEqual(0, new FileInfo(part).Length));
    }

    [Fact]
    public async Task Grep_tells_file_and_line_number()
    {
        _app.Folder.Write("in/a.txt", string.Join('\n', Enumerable.Range(1, 500).Select(i => i % 100 == 0 ? $"error {i}" : "fine")));

        var committed = await _app.RunActivitiesAsync(_layout, _app.Request("grep", parameters: ("pattern", "error \\d+")));

        Assert.Equal(
            Enumerable.Range(1, 5).Select(i => $"{_app.Folder["in/a.txt"]}:{i * 100}\terror {i * 100}"),
            MapReduceApp.ReadParts(committed.Output));
    }

    [Fact]
    public async Task Map_that_ran_before_is_not_run_again()
    {
        _app.Folder.Write("in/a.txt", TrickyText.Mixed(3_000, 1));
        await _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, _app.Request("word-count")), _token);

        var first = await _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, 0), _token);
        var runs = await NamesAsync(_layout.Work + "runs/");
        File.Delete(_app.Folder["in/a.txt"]);
        var second = await _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, 0), _token);

        Assert.Equal(first, second);
        Assert.Equal(runs, await NamesAsync(_layout.Work + "runs/"));
    }

    [Fact]
    public async Task Attempts_that_overlap_count_once()
    {
        var text = TrickyText.Mixed(900, 1);
        _app.Folder.Write("in/a.txt", text);
        var request = _app.Request("word-count");
        await _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, request), _token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, 0), _token))));

        var committed = await _app.RunActivitiesAsync(_layout, request);

        Assert.Equal(NaiveWordCount.Lines(text), MapReduceApp.ReadParts(committed.Output).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Given_up_split_does_not_count_whatever_it_left()
    {
        _app.Folder.Write("in/a.txt", "one two");
        _app.Folder.Write("in/b.txt", new string(' ', 1019) + "three");
        var request = _app.Request("word-count");
        var plan = await _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, request), _token);
        Assert.Equal(2, plan.Splits);
        for (var split = 0; split < 2; split++)
        {
            await _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, split), _token);
        }

        await _app.Create<ShuffleActivity>().RunAsync(new ShuffleOrder(_layout.Root, [0]), _token);
        for (var part = 0; part < request.Reducers; part++)
        {
            await _app.Create<ReduceActivity>().RunAsync(new TaskOrder(_layout.Root, part), _token);
        }

        var committed = await _app.Create<CommitActivity>().RunAsync(_layout.Root, _token);
        Assert.Equal(["three\t1"], MapReduceApp.ReadParts(committed.Output));
        Assert.Equal(1, committed.TotalCount);
    }

    [Fact]
    public async Task Commit_leaves_parts_and_manifest_and_may_be_repeated()
    {
        _app.Folder.Write("in/a.txt", "a b a");
        var committed = await _app.RunActivitiesAsync(_layout, _app.Request("word-count"));

        var again = await _app.Create<CommitActivity>().RunAsync(_layout.Root, _token);

        Assert.Equal(committed, again);
        Assert.Equal(["manifest.json", "part-r-00000", "part-r-00001"], Directory.EnumerateFiles(committed.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(await NamesAsync(_layout.Work));
    }

    [Fact]
    public async Task Input_that_changed_after_the_plan_is_an_error_of_the_requester()
    {
        var path = _app.Folder.Write("in/a.txt", "one two");
        await _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, _app.Request("word-count")), _token);
        File.AppendAllText(path, " three");

        var error = await Assert.ThrowsAsync<InputRejectedException>(() => _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, 0), _token));

        Assert.Contains("changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_replaced_by_a_link_after_the_plan_is_not_read()
    {
        var path = _app.Folder.Write("in/a.txt", "one two");
        var secret = _app.Folder.Write("out/secret.txt", "top sec");
        await _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, _app.Request("word-count")), _token);
        File.Delete(path);
        File.CreateSymbolicLink(path, secret);

        await Assert.ThrowsAsync<InputRejectedException>(() => _app.Create<MapActivity>().RunAsync(new TaskOrder(_layout.Root, 0), _token));
    }

    [Theory]
    [InlineData("reducers", 0, 1024, 1)]
    [InlineData("reducers", 1001, 1024, 1)]
    [InlineData("splitBytes", 1, 1, 1)]
    [InlineData("maxParallelMaps", 1, 1024, 0)]
    public async Task Plan_checks_what_the_management_api_let_through(string field, int reducers, long splitBytes, int parallel)
    {
        _app.Folder.Write("in/a.txt", "a");
        var request = _app.Request("word-count", reducers, splitBytes, parallel);

        var error = await Assert.ThrowsAsync<MapReduceUserException>(() => _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, request), _token));

        Assert.Equal(field, error.Field);
    }

    [Fact]
    public async Task Splits_beyond_the_limit_ask_for_larger_ones()
    {
        var path = _app.Folder["in/sparse"];
        using (var file = File.Create(path))
        {
            file.SetLength(1_000_001L * 1024);
        }

        var error = await Assert.ThrowsAsync<InputRejectedException>(() =>
            _app.Create<PlanActivity>().RunAsync(new PlanOrder(_layout.Root, _app.Request("word-count")), _token));

        Assert.Equal("splitBytes", error.Field);
    }

    public void Dispose() => _app.Dispose();

    private async Task<List<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var stored in _app.Store.ListAsync(prefix, _token))
        {
            names.Add(stored.Name);
        }

        return names;
    }
}
