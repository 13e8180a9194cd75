using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Pipelines;

public sealed class TextEtlTests : IDisposable
{
    private readonly MapReduceApp _app = new(services => services.AddPipelines());
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Totals_are_exact_over_tricky_files(bool ordered)
    {
        byte[][] contents =
        [
            TrickyText.Mixed(20_000, 1), TrickyText.OneLongLine(2_000), [], "\n\r\n \n"u8.ToArray(),
            "# Title\n\nSome prose.\n    code();\n#no heading\nif (x) {\r\nends with a return\r"u8.ToArray(),
        ];
        var files = contents.Select((content, i) => (Path: _app.Folder.Write($"in/{i}.md", content), Content: content)).ToList();

        var outcome = await RunAsync($$"""{"input":{"files":["@in"],"splitBytes":1024},"ordered":{{(ordered ? "true" : "false")}}}""");

        var expected = NaiveTextEtl.Rows(files.Where(file => file.Content.Length > 0));
        Assert.Equal(expected, await ReadRowsAsync(outcome));
        Assert.Equal(["by-source.csv", "result.json", "summary.json"], outcome.Files);
        Assert.InRange(outcome.Items, 20, 40);
        var summary = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(outcome.Output, "summary.json")));
        Assert.Equal(4, summary.GetProperty("sources").GetInt32());
        foreach (var (name, column) in new[] { ("lines", 2), ("words", 3), ("characters", 4), ("readingMs", 5) })
        {
            Assert.Equal(expected.Sum(row => long.Parse(row.Split(',')[column])), summary.GetProperty(name).GetInt64());
        }

        Assert.Equal(
            expected.Where(row => row.Split(',')[1] == "code").Sum(row => long.Parse(row.Split(',')[2])),
            summary.GetProperty("kinds").GetProperty("code").GetProperty("lines").GetInt64());
    }

    [Fact]
    public async Task Binary_file_is_dead_lettered_and_the_others_are_counted()
    {
        _app.Folder.Write("in/a.txt", "some words\n");
        var image = _app.Folder.Write("in/b.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0]);
        _app.Folder.Write("in/c,d.txt", "more\n");

        var outcome = await RunAsync("""{"input":{"files":["@in"]}}""");

        var letter = Assert.Single(outcome.DeadLetters);
        Assert.Equal("parse", letter.Stage);
        Assert.StartsWith($"'{image}': Line 1 holds a zero byte", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(
            [$"{_app.Folder["in/a.txt"]},prose,1,2,10,600", $"\"{_app.Folder["in/c,d.txt"]}\",prose,1,1,4,300"],
            await ReadRowsAsync(outcome));
        Assert.Contains("b.png", await File.ReadAllTextAsync(Path.Combine(outcome.Output, "dead-letters.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_file_stops_the_pipeline_when_asked_to()
    {
        _app.Folder.Write("in/b.png", [0]);

        var instance = await EndAsync("""{"input":{"files":["@in"]},"onError":"stop"}""");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("Stage 'parse' failed on item 0", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aggregate_overlaps_with_the_stages_before_it()
    {
        for (var i = 0; i < 100; i++)
        {
            _app.Folder.Write($"in/{i:D3}.txt", $"file {i}\n");
        }

        var outcome = await RunAsync("""{"input":{"files":["@in"]}}""");

        Assert.Equal(100, outcome.Items);
        Assert.Equal([100L, 100, 100, 100, 1], outcome.Stages.Select(stage => stage.Items));
        // Without an overlap, all 100 would wait in front of it.
        Assert.InRange(outcome.Stages[3].MaxQueue, 1, 32);
        Assert.Contains(outcome.Bottleneck.Stage, outcome.Stages.Select(stage => stage.Name));
        Assert.InRange(outcome.SequentialMs, outcome.Stages.Max(stage => stage.BusyMs), outcome.Stages.Sum(stage => stage.BusyMs) + 1);
    }

    [Fact]
    public async Task History_does_not_grow_with_the_bytes_of_the_input()
    {
        var sizes = new List<int>();
        foreach (var bytes in (int[])[2_000, 20_000])
        {
            for (var i = 0; i < 40; i++)
            {
                _app.Folder.Write($"in/{i:D3}.txt", TrickyText.Mixed(bytes, i));
            }

            await using var durable = await StartAsync();
            var order = await AdmitAsync("text-etl", """{"input":{"files":["@in"]}}""", new ValidationErrors());
            var instance = await durable.RunAsync(order!, _deadline.Token);
            Assert.Equal(40, instance.ReadOutputAs<PipelineOutcome>()!.Items);
            sizes.Add(JsonSerializer.SerializeToUtf8Bytes(await durable.Host.Engine.GetHistoryAsync(instance.InstanceId)).Length);
        }

        // A time may gain a few digits; nothing else may change.
        Assert.InRange(sizes[1] - sizes[0], -40 * 3 * 6, 40 * 3 * 6);
    }

    [Theory]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"parallelism":{"parse":0}}""", "parallelism.parse")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"parallelism":{"aggregate":2}}""", "parallelism.aggregate")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"parallelism":{"no-such":2}}""", "parallelism.no-such")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"parallelism":4}""", "parallelism")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"buffers":{"aggregate":8}}""", "buffers.aggregate")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"buffers":{"read":1001}}""", "buffers.read")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"ordered":"yes"}""", "ordered")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"onError":"ignore"}""", "onError")]
    [InlineData("text-etl", """{"input":{"files":["@in"]},"unknown":1}""", "unknown")]
    [InlineData("text-etl", """{"input":{"files":["@in"],"splitBytes":1}}""", "input.splitBytes")]
    [InlineData("text-etl", """{"input":{"files":["@in"],"blobs":"c/p"}}""", "input.blobs")]
    [InlineData("text-etl", """{"input":{"files":["@in",1]}}""", "input.files[1]")]
    [InlineData("text-etl", """{"input":{"files":[]}}""", "input.files")]
    [InlineData("text-etl", """{"input":{"files":"@in"}}""", "input.files")]
    [InlineData("text-etl", """{"input":{"files":["@in/none/*"]}}""", "input.files[0]")]
    [InlineData("text-etl", """{"input":{"files":["/etc/passwd"]}}""", "input.files[0]")]
    [InlineData("text-etl", """{"input":{"files":["\ud800"]}}""", "input.files[0]")]
    [InlineData("text-etl", """{"input":[]}""", "input")]
    [InlineData("text-etl", "{}", "input")]
    [InlineData("text-etl", "[]", "")]
    [InlineData("text-etl", "", "")]
    [InlineData("no-such", """{"input":{"files":["@in"]}}""", "name")]
    public async Task Wrong_request_is_refused_with_the_field(string name, string body, string field)
    {
        _app.Folder.Write("in/a.txt", "text");
        var errors = new ValidationErrors();

        Assert.Null(await AdmitAsync(name, body, errors));

        Assert.Equal([field], errors.Messages.Keys);
    }

    [Fact]
    public async Task More_items_than_a_pipeline_takes_are_refused_with_what_to_do()
    {
        _app.Folder.Write("in/a.txt", new byte[10_001 * 1024]);
        var errors = new ValidationErrors();

        Assert.Null(await AdmitAsync("text-etl", """{"input":{"files":["@in"],"splitBytes":1024}}""", errors));

        Assert.Contains("Use larger ones", Assert.Single(errors.Messages["input.splitBytes"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overrides_are_settled_before_the_start()
    {
        _app.Folder.Write("in/a.txt", "text");

        var order = await AdmitAsync("TEXT-ETL", """{"input":{"files":["@in"]},"ordered":true,"onError":"stop","parallelism":{"parse":7},"buffers":{"aggregate":99}}""", new ValidationErrors());

        Assert.Equal(("text-etl", true, ErrorPolicy.Stop), (order!.Pipeline, order.Ordered, order.OnError));
        Assert.Equal([new StageSettings("read", 2, 8, 0, 2), new StageSettings("parse", 7, 8, 0, 2)], order.Stages.Take(2));
        Assert.Equal(new StageSettings("aggregate", 1, 99, 16, 2), order.Stages[3]);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _app.Dispose();
    }

    // @in in a request stands for the folder of the test.
    private Task<PipelineOrder?> AdmitAsync(string name, string body, ValidationErrors errors) =>
        _app.Create<PipelineAdmission>().AdmitAsync(name, Encoding.UTF8.GetBytes(body.Replace("@in", _app.Folder["in"], StringComparison.Ordinal)), errors, _deadline.Token);

    private static async Task<IEnumerable<string>> ReadRowsAsync(PipelineOutcome outcome)
    {
        var rows = await File.ReadAllLinesAsync(Path.Combine(outcome.Output, "by-source.csv"));
        Assert.Equal("source,kind,lines,words,characters,readingMs", rows[0]);
        return rows.Skip(1);
    }

    private async Task<OrchestrationMetadata> EndAsync(string body)
    {
        var errors = new ValidationErrors();
        var order = await AdmitAsync("text-etl", body, errors);
        Assert.True(errors.IsEmpty, string.Join(' ', errors.Messages.SelectMany(field => field.Value)));
        await using var durable = await StartAsync();
        return await durable.RunAsync(order!, _deadline.Token);
    }

    private async Task<DurablePipelines> StartAsync()
    {
        var durable = new DurablePipelines(_app);
        await durable.Host.StartAsync(_deadline.Token);
        return durable;
    }

    private async Task<PipelineOutcome> RunAsync(string body)
    {
        var instance = await EndAsync(body);
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
        return instance.ReadOutputAs<PipelineOutcome>()!;
    }
}
