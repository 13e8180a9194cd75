using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

[Collection(WorkItemsTests.Name)]
public sealed class BatchSubmitterTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Lines_are_stored_in_order_with_a_ticket_for_each_pack()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var result = await SubmitAsync(app, Enumerable.Range(0, 250).Select(i => $$$"""{"handler":"sha256","payload":{"text":"{{{i}}}"}}"""));

        Assert.Equal((250, 0), (result.Accepted, result.Rejected));
        var items = await ItemsAsync(app, result);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $$"""{"text":"{{i}}"}"""), items.Select(item => item.Payload));
        Assert.Equal([99, 99, 52], items.GroupBy(item => item.Id.Pack).Select(partition => partition.Count()));

        // One ticket for the packs that were written together; the last one is left to the function's output.
        Assert.Equal(3, TicketQueue.Read(result.Ticket!).Packs);
        Assert.Equal(0, await app.Get<TicketQueue>().CountVisibleAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Levels_and_lanes_are_kept_apart()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var result = await SubmitAsync(app,
        [
            """{"handler":"sleep","payload":{"milliseconds":0},"priority":"high"}""",
            """{"handler":"sleep","payload":{"milliseconds":0}}""",
            """{"handler":"sleep","payload":{"milliseconds":0},"priority":"low"}""",
            """{"handler":"sleep","payload":{"milliseconds":0},"priority":"low","affinityKey":"a"}""",
            """{"handler":"sleep","payload":{"milliseconds":0},"priority":"low","affinityKey":"a"}""",
        ]);

        var ids = (await ItemsAsync(app, result)).Select(item => item.Id).ToList();
        Assert.Equal([0, 1, 2, 2, 2], ids.Select(id => id.Level));
        Assert.Equal([false, false, false, true, true], ids.Select(id => id.Partition[2] == 'l'));
        Assert.Equal(ids[3].Partition, ids[4].Partition);
    }

    [Fact]
    public async Task Bad_lines_are_told_and_do_not_stop_the_others()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var result = await SubmitAsync(app,
        [
            """{"handler":"sleep","payload":{"milliseconds":0}}""",
            "",
            "nonsense",
            """{"handler":"sleep","payload":{"milliseconds":0},"priority":"urgent","maxRetries":-1}""",
            """{"handler":"sleep","payload":{"milliseconds":0}}""",
        ]);

        Assert.Equal((2, 2), (result.Accepted, result.Rejected));
        Assert.Equal([true, false, false, true], result.Ids.Select(id => id is not null));
        Assert.Equal([3, 4], result.Errors.Select(error => error.Line));
        Assert.Equal(["maxRetries", "priority"], result.Errors[1].Errors.Keys);
    }

    [Fact]
    public async Task Lines_above_the_number_that_is_taken_are_not_read()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:MaxBatchItems", "2"));

        var result = await SubmitAsync(app, Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":0}}""", 5));

        Assert.Equal(2, result.Accepted);
        Assert.Equal(3, Assert.Single(result.Errors).Line);
    }

    [Fact]
    public async Task Lines_above_the_depth_limit_are_refused_one_by_one()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:MaxDepth", "3"));

        var result = await SubmitAsync(app, Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":0}}""", 5));

        Assert.Equal((3, 2), (result.Accepted, result.Rejected));
        Assert.Equal([4, 5], result.Errors.Select(error => error.Line));
    }

    [Fact]
    public async Task Lines_of_one_key_are_one_item()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        const string Line = """{"handler":"sleep","payload":{"milliseconds":0},"idempotencyKey":"a"}""";
        var before = await app.SubmitAsync(Line.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));

        var result = await SubmitAsync(app, [Line, Line, Line.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), Line]);

        Assert.Equal(4, result.Accepted);
        Assert.Equal([result.Ids[0], result.Ids[0], before.ToString(), result.Ids[0]], result.Ids);
        Assert.Equal(2, await app.CountAsync());
    }

    [Fact]
    public async Task Large_payload_goes_by_the_object_store()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var text = new string('x', PayloadStore.MaxInline);

        var result = await SubmitAsync(app, [$$$"""{"handler":"sha256","payload":{"text":"{{{text}}}"}}"""]);
        var item = (await app.RunUntilFinishedAsync([.. result.Ids.Select(Parse)])).Single();

        Assert.Equal((WorkItemState.Completed, true, null), (item.State, item.PayloadIsStored, item.Payload));
        Assert.Empty(Directory.Exists(app.ObjectsFolder) ? Directory.EnumerateFiles(app.ObjectsFolder, "payload.json", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public async Task Spread_items_are_due_within_their_window_and_never_before_their_time()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var notBefore = new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var before = TimeProvider.System.GetUtcNow();
        var spread = new StartSpread(rampUp: TimeSpan.FromHours(1), jitter: TimeSpan.FromHours(1));

        var result = await app.SubmitBatchAsync(
            Enumerable.Range(0, 200).Select(i => i % 2 == 0
                ? """{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}"""
                : """{"handler":"sleep","payload":{"milliseconds":0}}"""),
            spread);

        var due = (await ItemsAsync(app, result)).Select(item => item.Visible).ToList();
        var later = due.Where(time => time >= notBefore).ToList();
        Assert.Equal(100, later.Count);
        Assert.All(later, time => Assert.InRange(time, notBefore, notBefore.AddHours(2)));
        Assert.All(due.Except(later), time => Assert.InRange(time, before, TimeProvider.System.GetUtcNow().AddHours(2)));
        Assert.True(due.Distinct().Count() > 190, "they are spread");
    }

    [Fact]
    public async Task Last_moment_that_there_is_can_be_spread()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        var result = await app.SubmitBatchAsync(
            ["""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"9999-12-31T23:59:59Z"}"""],
            new StartSpread(TimeSpan.Zero, TimeSpan.FromDays(1)));

        Assert.Equal(1, result.Accepted);
    }

    [Fact]
    public async Task Herd_of_one_moment_is_warned_of_unless_it_is_spread()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var herd = Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""", BatchAdvice.Herd + 1).ToList();

        var atOnce = await SubmitAsync(app, herd);
        var spread = await app.SubmitBatchAsync(herd, new StartSpread(TimeSpan.FromMinutes(1), TimeSpan.Zero));
        var few = await SubmitAsync(app, herd.Take(10));

        Assert.Contains("1001 items are due at 2090-01-01T00:00:00", Assert.Single(atOnce.Warnings), StringComparison.Ordinal);
        Assert.Empty(spread.Warnings);
        Assert.Empty(few.Warnings);
    }

    [Fact]
    public async Task Items_too_small_for_their_coordination_are_warned_of_once_some_have_run()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var lines = Enumerable.Repeat("""{"handler":"sha256","payload":{"text":"a"}}""", 100).ToList();
        Assert.Empty((await SubmitAsync(app, lines)).Warnings);
        while (await app.CountAsync() > 0)
        {
            await app.RunTicketAsync();
        }

        Assert.Contains("Items of 'sha256'", Assert.Single((await SubmitAsync(app, lines)).Warnings), StringComparison.Ordinal);
        Assert.Empty((await SubmitAsync(app, lines.Take(10))).Warnings);
    }

    private static Task<BatchResult> SubmitAsync(WorkItemsApp app, IEnumerable<string> lines) =>
        app.SubmitBatchAsync(lines);

    private static async Task<IReadOnlyList<WorkItem>> ItemsAsync(WorkItemsApp app, BatchResult result) =>
        [.. (await Task.WhenAll(result.Ids.Select(id => app.FindAsync(Parse(id))))).Select(item => item!)];

    private static WorkItemId Parse(string? id) => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id);
}
