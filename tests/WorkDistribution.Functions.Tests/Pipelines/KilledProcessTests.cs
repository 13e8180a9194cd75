using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Pipelines;

public sealed class KilledProcessTests : IDisposable
{
    private const int Files = 300;

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    [Fact]
    public async Task Pipeline_killed_in_the_middle_resumes_and_its_totals_are_exact()
    {
        var files = Enumerable.Range(0, Files).Select(i => (Path: $"in/{i:D3}.md", Content: TrickyText.Mixed(500 + i, i))).ToList();
        foreach (var (path, content) in files)
        {
            _folder.Write(path, content);
        }

        string id;
        await using (var first = await FunctionAppProcess.StartAsync(_folder))
        {
            id = await first.Client.StartPipelineAsync(
                "text-etl",
                new { input = new { files = (string[])["in"] }, parallelism = new { read = 1, parse = 1, enrich = 1 } },
                _deadline.Token);
            using var status = await first.Client.WaitForPipelineAsync(
                id, _deadline.Token, static status => status.GetProperty("stages")[2].GetProperty("done").GetInt32() >= Files / 10);
            Assert.Equal(HttpStatusCode.Accepted, status.StatusCode);
            await first.KillAsync();
        }

        await using var second = await FunctionAppProcess.StartAsync(_folder);
        using var response = await second.Client.WaitForPipelineAsync(id, _deadline.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token);
        Assert.Equal((Files, 0), (result.GetProperty("items").GetInt32(), result.GetProperty("deadLettered").GetInt32()));
        Assert.Equal(
            NaiveTextEtl.Rows(files.Select(file => (_folder[file.Path], file.Content))),
            (await File.ReadAllLinesAsync(Path.Combine(result.GetProperty("output").GetString()!, "by-source.csv"))).Skip(1));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }
}
