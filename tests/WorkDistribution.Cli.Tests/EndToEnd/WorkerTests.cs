using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Worker;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary><c>wd worker</c> beside a real host, with real worker processes.</summary>
public sealed class WorkerTests(WorkerTests.Fixture fixture) : IClassFixture<WorkerTests.Fixture>
{
    // Any function that needs no engine does for a worker process that is to come and go.
    private static readonly string[] Functions = ["--functions", "MapReduceResult"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Count_workers_run_are_replaced_when_they_die_and_stop_with_wd()
    {
        await using var wd = fixture.Start("--count", "2");
        await wd.UntilAsync(() => wd.WorkerProcesses.Count == 2, "two workers run");

        RunningWd.Signal(wd.WorkerProcesses[0], "KILL");
        await wd.UntilAsync(() => wd.WorkerProcesses.Count == 3, "another takes the place of the killed one");
        Assert.Contains("ended with exit code 137", wd.Said, StringComparison.Ordinal);
        wd.Signal("TERM");

        Assert.Equal(ExitCode.Done, await wd.ExitAsync());
        await wd.GoneAsync(wd.WorkerProcesses);
    }

    [Fact]
    public async Task Worker_serves_the_tickets_of_the_main_host()
    {
        await using var wd = fixture.Start("--functions", "WorkTickets");
        using var http = new HttpClient { BaseAddress = fixture.Address };
        using var submitted = await http.PostAsJsonAsync("api/work", new { handler = "sleep", payload = new { milliseconds = 1 } }, Token);
        Assert.Equal(HttpStatusCode.Accepted, submitted.StatusCode);

        JsonElement item = default;
        await wd.UntilAsync(
            async () =>
            {
                item = await http.GetFromJsonAsync<JsonElement>(submitted.Headers.Location, Token);
                return item.GetProperty("state").GetString() == "COMPLETED";
            },
            "the item is completed, though the main host does not run WorkTickets");

        var process = Assert.Single(wd.WorkerProcesses);
        Assert.Contains(process.ToString(CultureInfo.InvariantCulture), item.GetProperty("worker").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_wd_takes_its_workers_with_it()
    {
        await using var wd = fixture.Start("--count", "1");
        await wd.UntilAsync(() => wd.WorkerProcesses.Count == 1, "the worker runs");

        wd.Signal("KILL");

        await wd.GoneAsync(wd.WorkerProcesses);
    }

    [Fact]
    public async Task Number_of_workers_follows_the_queue_between_min_and_max()
    {
        var queue = new QueueClient(fixture.ConnectionString, $"tickets-{Guid.NewGuid():n}");
        await using var wd = fixture.Start(
            "--min", "0", "--max", "2", "--queue", queue.Name, "--target", "2", "--interval", "1", "--cool-down", "1");
        await wd.UntilAsync(() => wd.Said.Contains("0 to 2 workers", StringComparison.Ordinal), "wd has started");
        Assert.Empty(wd.WorkerProcesses);

        await queue.CreateAsync(cancellationToken: Token);
        foreach (var text in (string[])["a", "b", "c", "d", "e", "f", "g"])
        {
            await queue.SendMessageAsync(text, Token);
        }

        await wd.UntilAsync(() => wd.WorkerProcesses.Count == 2, "two workers run, though seven messages would need four");
        Assert.Contains("7 messages: 2 workers.", wd.Said, StringComparison.Ordinal);

        // In work, and so still to be counted.
        await queue.ReceiveMessagesAsync(7, TimeSpan.FromMinutes(5), Token);
        await queue.SendMessageAsync("last", Token);
        await queue.ClearMessagesAsync(Token);
        await wd.GoneAsync(wd.WorkerProcesses);
        Assert.Contains("0 messages: 0 workers.", wd.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_workers_start_along_a_ramp()
    {
        using var said = new StringWriter();
        var error = TextWriter.Synchronized(said);
        var time = new FakeTimeProvider();
        var settings = new WorkerSettings(
            fixture.Address, ["MapReduceResult"], fixture.NewFolder(), 3, 3, "work-tickets", Target: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await using var fleet = new WorkerFleet(settings, fixture.NewFolder(), error, time);

        fleet.Resize(3);
        await SaysAsync("worker 1 runs");
        Assert.Equal(3, fleet.Size);
        Assert.DoesNotContain("worker 2", Said(), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMilliseconds(500));
        await SaysAsync("worker 3 runs");
        await SaysAsync("worker 2 runs");

        // A synchronized writer locks itself.
        string Said()
        {
            lock (error)
            {
                return said.ToString();
            }
        }

        async Task SaysAsync(string text)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
            deadline.CancelAfter(TimeSpan.FromMinutes(1));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!Said().Contains(text, StringComparison.Ordinal))
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
    }

    [Fact]
    public async Task Worker_that_cannot_start_ends_wd_with_what_it_said()
    {
        await using var wd = fixture.Start("--functions", "NoSuchFunction");

        Assert.Equal(ExitCode.JobFailed, await wd.ExitAsync());

        await wd.UntilAsync(() => wd.Said.Contains("There is no function 'NoSuchFunction' to run alone", StringComparison.Ordinal), "wd says why");
    }

    /// <summary>A main host and an Azurite for all tests of the class.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-worker-");
        private AzuriteServer? azurite;
        private LocalHost? host;

        public Uri Address => host!.Address;

        public string ConnectionString => azurite!.GetConnectionString();

        public async ValueTask InitializeAsync()
        {
            azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts);
            host = await LocalHost.StartAsync(
                Path.Combine(folder.FullName, "main"),
                [],
                new Dictionary<string, string> { ["AzureWebJobsStorage"] = ConnectionString, ["AzureWebJobs_WorkTickets_Disabled"] = "true" },
                Token);
        }

        public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder.FullName, Guid.NewGuid().ToString("n"))).FullName;

        internal RunningWd Start(params string[] args)
        {
            string[] functions = args.Contains("--functions") ? [] : Functions;
            return RunningWd.Start(
                NewFolder(),
                new Dictionary<string, string> { ["AzureWebJobsStorage"] = ConnectionString },
                ["worker", "--url", host!.Address.ToString(), .. args, .. functions]);
        }

        public async ValueTask DisposeAsync()
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }

            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }
    }
}
