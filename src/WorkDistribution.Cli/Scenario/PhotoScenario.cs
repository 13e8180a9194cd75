using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Graph;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Scenario;

/// <summary>
/// Seed, "Simple Example: Processing User Uploads": the photo graph on real image work, one worker against several, and with the seed's
/// timings. The seed's table says 700 ms in parallel; by its own dependency graph the least is resize 500 + filters 400 + store 200 =
/// 1,100 ms.
/// </summary>
internal sealed class PhotoScenario : IScenario
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Name => "photo";

    public string Description => "Process a photo upload as a task graph: real image work, and the timings of the design document.";

    public async Task<int> RunAsync(ScenarioSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await using var host = await HostSession.OpenAsync(settings.Url, Directory.GetCurrentDirectory(), [], ["TaskGraph*"], error, cancellationToken);
        await error.WriteLineAsync("Generating a photo…");
        var upload = await GraphCommand.RunAsync(host, Graph(1, [Node("upload", "photo-generate", null, [])], []), cancellationToken);
        if (upload.State != GraphAnswer.Completed)
        {
            await error.WriteLineAsync($"wd: no photo could be generated: {upload.Nodes?[0].Error}");
            return ExitCode.JobFailed;
        }

        var photo = upload.Nodes![0].Output!.Value.GetProperty("photo").GetString()!;
        await error.WriteLineAsync("Processing it, once to warm up, with one worker, with several…");
        await GraphCommand.RunAsync(host, Photo(photo, workers: 1), cancellationToken);
        var sequential = await GraphCommand.RunAsync(host, Photo(photo, workers: 1), cancellationToken);
        var parallel = await GraphCommand.RunAsync(host, Photo(photo, workers: 4), cancellationToken);
        await error.WriteLineAsync("The same graph with the timings of the design document…");
        var seed = await GraphCommand.RunAsync(host, Timings(), cancellationToken);

        if (settings.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { real = new { sequential, parallel }, seed }, Web));
        }
        else
        {
            Report(sequential, parallel, seed, output);
        }

        return sequential.State == GraphAnswer.Completed && parallel.State == GraphAnswer.Completed && seed.State == GraphAnswer.Completed
            ? ExitCode.Done
            : ExitCode.JobFailed;
    }

    private static void Report(GraphAnswer sequential, GraphAnswer parallel, GraphAnswer seed, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Real image work on {Environment.ProcessorCount} cores, one worker: {sequential.AchievedMs:0} ms"));
        GraphReport.Write(sequential, output);
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Real image work, up to 4 workers: {parallel.AchievedMs:0} ms, {sequential.AchievedMs / Math.Max(1, parallel.AchievedMs):0.00}x as fast"));
        GraphReport.Write(parallel, output);
        output.WriteLine();
        output.WriteLine("Timings of the design document (its table says 700 ms; its dependencies give 1,100 ms at least)");
        GraphReport.Write(seed, output);
    }

    private static JsonObject Photo(string photo, int workers) => Graph(
        workers,
        [
            Node("resize", "photo-resize", null, new JsonObject { ["photo"] = photo }),
            Node("thumbnails", "photo-thumbnails", null, new JsonObject { ["photo"] = Output("resize", "photo") }),
            Node("filters", "photo-filters", null, new JsonObject { ["photo"] = Output("resize", "photo") }),
            Node("metadata", "photo-metadata", null, new JsonObject { ["photo"] = photo }),
            Node("store", "photo-store", null, new JsonObject
            {
                ["resized"] = Output("resize", null),
                ["thumbnails"] = Output("thumbnails", "photos"),
                ["filtered"] = Output("filters", "photos"),
                ["metadata"] = Output("metadata", null),
            }),
        ],
        [.. Edges(), ("resize", "store")]);

    private static JsonObject Timings() => Graph(
        4,
        [Sleep("resize", 500), Sleep("thumbnails", 300), Sleep("filters", 400), Sleep("metadata", 100), Sleep("store", 200)],
        Edges());

    private static (string, string)[] Edges() =>
        [("resize", "thumbnails"), ("resize", "filters"), ("thumbnails", "store"), ("filters", "store"), ("metadata", "store")];

    private static JsonObject Sleep(string id, int milliseconds) => Node(id, "sleep", milliseconds, new JsonObject { ["milliseconds"] = milliseconds });

    private static JsonObject Output(string node, string? path) =>
        path is null ? new JsonObject { ["$output"] = node } : new JsonObject { ["$output"] = node, ["path"] = path };

    private static JsonObject Node(string id, string handler, int? expectedMs, JsonObject payload) =>
        new() { ["id"] = id, ["handler"] = handler, ["expectedMs"] = expectedMs, ["payload"] = payload };

    private static JsonObject Graph(int workers, JsonObject[] nodes, (string From, string To)[] edges) => new()
    {
        ["maxParallel"] = workers,
        ["nodes"] = new JsonArray([.. nodes]),
        ["edges"] = new JsonArray([.. edges.Select(static edge => (JsonNode)new JsonArray(edge.From, edge.To))]),
    };
}
