using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>
/// Many orders, random failures before and after the effect of every step, and processes that are killed: nothing is applied in part.
/// <c>SAGA_STORM_ORDERS</c> changes the number of orders.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class OrderStormTests(AzuriteFixture azurite) : IDisposable
{
    private const int DefaultOrders = 2_000;
    private const int Skus = 40;
    private const int Customers = 40;
    private const int Zones = 40;
    private const int Kills = 3;
    private const int Clients = 16;

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(10));
    private readonly string _tables = $"Storm{Guid.NewGuid():N}"[..30];

    [Fact]
    public async Task Orders_end_applied_or_undone_with_no_difference_in_the_ledger()
    {
        var orders = int.TryParse(Environment.GetEnvironmentVariable("SAGA_STORM_ORDERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultOrders;
        var random = new Random(5);
        var input = Enumerable.Range(0, orders).Select(_ => (object)new
        {
            sku = $"sku-{random.Next(Skus)}",
            quantity = random.Next(1, 4),
            customer = $"customer-{random.Next(Customers)}",
            amountCents = random.Next(1_000, 20_000),
            zone = $"zone-{random.Next(Zones)}",
        }).ToList();
        var ids = new ConcurrentDictionary<int, string>();
        var clock = Stopwatch.StartNew();

        for (var life = 0; life <= Kills; life++)
        {
            await using var app = await StartAsync();
            if (life == 0)
            {
                await OpenAccountsAsync(app.Client, orders);
            }

            // Each life takes in the next share of the orders, and is killed while it works on them; the last one works to the end.
            var share = orders * (life + 1) / (Kills + 1);
            var submitting = SubmitAsync(app.Client, input, ids, share);
            if (life < Kills)
            {
                await ReachedAsync(ids, share - (orders / (Kills + 1) / 3), submitting);
                await app.KillAsync();
                await Assert.ThrowsAnyAsync<Exception>(async () =>
                {
                    await submitting;
                    throw new InvalidOperationException("All were taken in before the kill.");
                });
                continue;
            }

            await submitting;
            await CheckAsync(app.Client, ids, orders, clock);
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private Task<FunctionAppProcess> StartAsync() => FunctionAppProcess.StartSagasAsync(
        _folder,
        azurite.ConnectionString,
        ("Orders__TablePrefix", _tables),
        ("Orders__RetryDelay", "00:00:00.001"),
        ("Orders__Attempts", "2"),
        ("Sagas__DrillFailureRate", "0.3"));

    private async Task OpenAccountsAsync(HttpClient client, int orders) => await client.OpenAccountsAsync(
        new
        {
            // Too little of everything for all orders, so that some are refused as well.
            stock = Enumerable.Range(0, Skus).ToDictionary(i => $"sku-{i}", _ => orders * 17 / 10 / Skus),
            balances = Enumerable.Range(0, Customers).ToDictionary(i => $"customer-{i}", _ => orders * 9_000 / Customers),
            capacity = Enumerable.Range(0, Zones).ToDictionary(i => $"zone-{i}", _ => orders * 8 / 10 / Zones),
        },
        _deadline.Token);

    private Task SubmitAsync(HttpClient client, List<object> input, ConcurrentDictionary<int, string> ids, int share)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = _deadline.Token };
        return Parallel.ForEachAsync(Enumerable.Range(0, share).Where(i => !ids.ContainsKey(i)), options, async (i, token) =>
            ids[i] = await client.StartOrderAsync(input[i], $"{_tables}-{i}", token));
    }

    private async Task ReachedAsync(ConcurrentDictionary<int, string> ids, int count, Task submitting)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (ids.Count < count)
        {
            Assert.False(submitting.IsFaulted, submitting.Exception?.ToString());
            await timer.WaitForNextTickAsync(_deadline.Token);
        }
    }

    private async Task CheckAsync(HttpClient client, ConcurrentDictionary<int, string> ids, int orders, Stopwatch clock)
    {
        Assert.Equal(orders, ids.Values.Distinct().Count());
        var ends = new ConcurrentDictionary<string, int>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = _deadline.Token };
        await Parallel.ForEachAsync(ids.Values, options, async (id, token) =>
        {
            var saga = await client.WaitForSagaAsync(id, token, "completed", "compensated");
            var state = saga.GetProperty("state").GetString()!;
            ends.AddOrUpdate(state, 1, (_, count) => count + 1);
            ends.AddOrUpdate($"{state}:{saga.GetProperty("reason").GetString()?.Split(' ')[0]}", 1, (_, count) => count + 1);
            AssertWhole(saga, state);
        });

        var ledger = await client.CheckLedgerAsync(_deadline.Token);
        TestContext.Current.SendDiagnosticMessage($"{orders} orders in {clock.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Value} {end.Key}"))}");
        Assert.True(ledger.GetProperty("balanced").GetBoolean(), ledger.ToString());
        Assert.Equal(0, ledger.GetProperty("difference").GetInt64());
        Assert.Equal(ends["completed"], ledger.GetProperty("confirmed").GetInt32());
        Assert.All((string[])["reserve-stock", "authorise-payment", "book-shipment", "confirm"], step => Assert.True(ends.ContainsKey($"compensated:{step}"), step));
    }

    private static void AssertWhole(JsonElement saga, string state) => Assert.All(saga.GetProperty("steps").EnumerateArray(), step =>
    {
        var (action, undo) = (step.GetProperty("state").GetString(), step.GetProperty("compensation").GetString());
        Assert.True(state == "completed" ? action is "done" or "notNeeded" : (action is "done" or "failed") == (undo is "done"), saga.ToString());
    });
}
