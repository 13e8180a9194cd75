using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce;

public sealed class KilledProcessTests : IDisposable
{
    private const int Blocks = 700;

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    [Fact]
    public async Task Job_killed_in_its_map_phase_resumes_and_counts_exactly()
    {
        // Every block of 16 KiB holds the same words, so that the expected counts are known without counting.
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("wört alpha beta\n", 1024)))[..(16 * 1024)];
        block[^1] = (byte)'\n';
        var counts = NaiveWordCount.Lines(block).Select(line => line.Split('\t')).ToDictionary(pair => pair[0], pair => Blocks * long.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
        _folder.Write("in/big.txt", [.. Enumerable.Repeat(block, Blocks).SelectMany(bytes => bytes)]);

        string id;
        await using (var first = await FunctionAppProcess.StartAsync(_folder))
        {
            id = await first.Client.StartJobAsync("word-count", new { input = new { files = (string[])["in/big.txt"] }, splitBytes = block.Length, maxParallelMaps = 1 }, _deadline.Token);
            await WaitForSplitsAsync(first.Client, id, Blocks / 10);
            await first.KillAsync();
        }

        await using var second = await FunctionAppProcess.StartAsync(_folder);
        using var response = await second.Client.WaitForResultAsync(id, "?top=100", _deadline.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal(Blocks, result.GetProperty("splits").GetInt32());
        Assert.Equal(
            counts.OrderBy(count => count.Key, StringComparer.Ordinal),
            result.GetProperty("top").EnumerateArray().Select(entry => KeyValuePair.Create(entry.GetProperty("key").GetString()!, entry.GetProperty("value").GetInt64())).OrderBy(count => count.Key, StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private async Task WaitForSplitsAsync(HttpClient client, string id, int splits)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await timer.WaitForNextTickAsync(_deadline.Token))
        {
            using var response = await client.GetAsync($"api/mapreduce/{id}/result", _deadline.Token);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            var status = (await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token)).GetProperty("customStatus");
            if (status.ValueKind == JsonValueKind.Object && status.GetProperty("splitsDone").GetInt32() >= splits)
            {
                return;
            }
        }
    }
}
