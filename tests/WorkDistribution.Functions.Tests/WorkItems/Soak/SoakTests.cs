using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems.Soak;

/// <summary>
/// Items of all levels over three worker processes, of which one is killed again and again, and handlers that fail. It runs at reduced
/// size; <c>WD_SOAK_ITEMS=10000</c> asks for another, with a kill every 5 s and a report.
/// </summary>
[Collection(WorkItemsTests.Name)]
public sealed class SoakTests(AzuriteFixture azurite) : IDisposable
{
    private const int FewItems = 700;
    private const int Lowest = 2;

    private static readonly int Items =
        int.TryParse(Environment.GetEnvironmentVariable("WD_SOAK_ITEMS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : FewItems;

    private static readonly TimeSpan KillInterval = Items > FewItems ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(3);

    /// <summary>A flood that is small must still not fit into what the workers claim at once.</summary>
    private static readonly (string Name, string Value)[] Scale = Items > FewItems
        ? []
        :
        [
            ("WorkItems__Workers", "8"),
            ("AzureFunctionsJobHost__extensions__queues__batchSize", "1"),
            ("AzureFunctionsJobHost__extensions__queues__newBatchThreshold", "0"),
        ];

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Killed_workers_and_failing_handlers_lose_nothing_and_a_flood_starves_nobody()
    {
        await using var storage = await WorkItemsApp.CreateAsync(azurite);
        await using var effects = await SoakEffects.StartAsync(Items);
        (string Name, string Value)[] settings =
        [
            ("WorkItems__HttpHosts__0", effects.Authority),
            ("WorkItems__Lease", KillInterval.ToString("c")),
            ("WorkItems__DetectorSchedule", "*/2 * * * * *"),
            ("WorkItems__RetryDelay", "00:00:00.200"),
            .. Scale,
        ];
        await using var host = await FunctionAppProcess.StartWorkItemsWithoutWorkerAsync(_folder, azurite.ConnectionString, settings);
        await using var workers = await SoakWorkers.StartAsync(
            () => FunctionAppProcess.StartWorkerAsync(_folder, azurite.ConnectionString, host.Client.BaseAddress!, settings));

        var started = Stopwatch.GetTimestamp();
        workers.StartKilling(KillInterval, new Random(1));
        var ids = await SubmitAsync(host.Client, effects);
        await WaitAsync(storage);
        await workers.StopKillingAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);

        // Exactly one outcome an item, none besides, and every effect at least once.
        var items = await Task.WhenAll(ids.Select(storage.FindAsync));
        Assert.Equal(Items, await storage.Storage.Outcomes.QueryAsync<TableEntity>().CountAsync());
        Assert.All(items.Index(), entry => Assert.Equal(
            SoakEffects.IsRefused(entry.Index) ? WorkItemState.Failed : WorkItemState.Completed, entry.Item!.State));
        Assert.All(Enumerable.Range(0, Items).Where(static item => !SoakEffects.IsRefused(item)), item => Assert.NotEqual(0, effects.EffectsOf(item)));

        // It was put to the test.
        Assert.NotEqual(0, workers.Kills);
        Assert.Contains(items, static item => item!.Losses > 0);
        Assert.Contains(items, static item => item!.History.Any(static attempt => attempt.Result == WorkAttemptResults.Failed));

        var policy = new PriorityPolicy(PriorityLevel.Defaults);
        var share = policy.Levels[Lowest].Share / policy.Levels.Sum(static level => level.Share) / 10;
        var waits = new LowWaits(items!, Lowest, share);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"""
            {Items} items in {elapsed.TotalSeconds:0.0} s ({Items / elapsed.TotalSeconds:0} items/s); {workers.Kills} workers killed, {items.Sum(static item => item!.Losses)} attempts lost
            {items.Count(static item => item!.State == WorkItemState.Completed)} COMPLETED, {items.Count(static item => item!.State == WorkItemState.Failed)} FAILED, {effects.Repeated} effects more than once
            low: longest wait {waits.Longest.TotalSeconds:0.0} s, {waits.MostBegunMeanwhile} attempts of others; {waits.MostWithinLag} begin within the lag; margin {waits.LeastMargin:0}
            """);
        Assert.InRange(waits.LeastMargin, 0, double.MaxValue);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// A flood of high items and some normal ones at once; meanwhile low ones come one by one, fewer than the share that the level is to
    /// get in any case, so that each should be served soon.
    /// </summary>
    private static async Task<IReadOnlyList<WorkItemId>> SubmitAsync(HttpClient client, SoakEffects effects)
    {
        var ids = new WorkItemId[Items];
        var low = Enumerable.Range(0, Items).Where(static item => item % 100 == 50).ToList();
        var flood = Enumerable.Range(0, Items).Except(low).ToList();
        using var answer = await client.PostBatchAsync(flood.Select(item => Submission(item, item % 4 == 0 ? "normal" : "high", effects)));
        var accepted = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").EnumerateArray().Select(static id => Parse(id.GetString())).ToList();
        foreach (var (item, id) in flood.Zip(accepted))
        {
            ids[item] = id;
        }

        foreach (var item in low)
        {
            await Eventually.HoldsAsync(() => effects.Done >= item * 0.9, $"nine tenths of {item} items are done");
            ids[item] = Parse(await client.SubmitWorkAsync(Submission(item, "low", effects)));
        }

        return ids;
    }

    private static string Submission(int item, string priority, SoakEffects effects) =>
        $$$"""{"handler":"http-get","payload":{"url":"{{{effects.AddressOf(item)}}}"},"priority":"{{{priority}}}","maxRetries":2}""";

    private static async Task WaitAsync(WorkItemsApp storage)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await storage.CountAsync() > 0)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static WorkItemId Parse(string? id) => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id, nameof(id));
}
