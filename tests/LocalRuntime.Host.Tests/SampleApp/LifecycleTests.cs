using System.Diagnostics;
using System.Net;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

[Collection(SampleAppFixture.Name)]
public sealed class LifecycleTests(SampleAppFixture shared)
{
    [Fact]
    public void Start_prints_functions_with_their_urls_and_triggers_before_the_address()
    {
        var url = shared.Client.BaseAddress!.ToString().TrimEnd('/');

        Assert.Contains($"GetProduct: [GET] {url}/api/products/{{category:alpha}}/{{id:int?}}", shared.App.Output, StringComparison.Ordinal);
        Assert.Contains("\tWork: queueTrigger", shared.App.Output, StringComparison.Ordinal);
        Assert.Contains("\tTick: timerTrigger", shared.App.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_lets_a_running_request_finish_and_ends_within_ten_seconds(string signal)
    {
        await using var app = AppProcess.Launch(stateDirectory: null, environment: null, "--functions", "Slow", "Journal");
        await app.ListeningAsync();
        var slow = app.Client.GetAsync(new Uri("/api/slow/1500", UriKind.Relative));
        await Support.Eventually.HoldsAsync(
            async () => (await app.Client.GetStringAsync(new Uri("/api/journal", UriKind.Relative))).Contains("slow started", StringComparison.Ordinal),
            "the slow function runs");

        var clock = Stopwatch.StartNew();
        app.Signal(signal);
        using var response = await slow;
        var exitCode = await app.ExitAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, exitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Signal_ends_within_ten_seconds_though_a_request_does_not()
    {
        await using var app = AppProcess.Launch(stateDirectory: null, environment: null, "--functions", "Slow", "Journal");
        await app.ListeningAsync();
        var endless = app.Client.GetAsync(new Uri("/api/slow/600000", UriKind.Relative));
        await Support.Eventually.HoldsAsync(
            async () => (await app.Client.GetStringAsync(new Uri("/api/journal", UriKind.Relative))).Contains("slow started", StringComparison.Ordinal),
            "the slow function runs");

        var clock = Stopwatch.StartNew();
        app.Signal("INT");
        await app.ExitAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<HttpRequestException>(() => endless);
    }

    [Fact]
    public async Task Second_signal_ends_at_once()
    {
        await using var app = AppProcess.Launch(stateDirectory: null, environment: null, "--functions", "Slow", "Journal");
        await app.ListeningAsync();
        var endless = app.Client.GetAsync(new Uri("/api/slow/600000", UriKind.Relative));
        await Support.Eventually.HoldsAsync(
            async () => (await app.Client.GetStringAsync(new Uri("/api/journal", UriKind.Relative))).Contains("slow started", StringComparison.Ordinal),
            "the slow function runs");

        app.Signal("INT");
        await Support.Eventually.HoldsAsync(() => app.Output.Contains("Stopping", StringComparison.Ordinal), "the host is stopping");
        var clock = Stopwatch.StartNew();
        app.Signal("INT");
        var exitCode = await app.ExitAsync();

        Assert.Equal(130, exitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<HttpRequestException>(() => endless);
    }

    [Fact]
    public async Task Second_host_on_the_same_state_refuses_and_says_why()
    {
        var state = Directory.CreateTempSubdirectory("sample-state-");
        try
        {
            await using var first = AppProcess.Launch(state.FullName, environment: null, "--functions", "Journal");
            await first.ListeningAsync();
            await using var second = AppProcess.Launch(state.FullName, environment: null, "--functions", "Journal");

            Assert.Equal(1, await second.ExitAsync());
            Assert.Contains($"is in use by another host (process {first.Id})", second.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("SampleFunctionApp", "Journal")]
    [InlineData("SampleWorkerApp", "Text")]
    public async Task Taken_port_is_one_clear_error(string name, string function)
    {
        var port = shared.Client.BaseAddress!.Port;
        await using var app = AppProcess.LaunchApp(
            name, stateDirectory: null, environment: null, $"--port={port}", "--functions", function);

        Assert.Equal(1, await app.ExitAsync());
        Assert.Contains($"cannot listen on 127.0.0.1:{port}", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--functions Nobody", "There is no function 'Nobody'")]
    [InlineData("--address nowhere", "--address is \"nowhere\"")]
    public async Task Bad_option_is_one_clear_error(string arguments, string expected)
    {
        await using var app = AppProcess.Launch(stateDirectory: null, environment: null, arguments.Split(' '));

        Assert.Equal(1, await app.ExitAsync());
        Assert.Contains(expected, app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SampleFunctionApp", "ReturnsText", "plain")]
    [InlineData("SampleWorkerApp", "Text", "text")]
    public async Task Route_prefix_is_that_of_the_host_json_in_the_current_folder(string name, string function, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("sample-prefix-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "host.json"), """{ "version": "2.0", "extensions": { "http": { "routePrefix": "own/prefix" } } }""");
            await using var app = AppProcess.LaunchIn(folder.FullName, name, stateDirectory: null, environment: null, "--functions", function);
            await app.ListeningAsync();

            Assert.Equal(expected, await app.Client.GetStringAsync(new Uri("/own/prefix/text", UriKind.Relative)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("host.json", """{ "version": "2.0", "extensions": { "queues": { "batchSize": 99 } } }""", "extensions.queues.batchSize is \"99\"")]
    [InlineData("host.json", """{ "version": "2.0", """, "is not valid JSON")]
    [InlineData("local.settings.json", """{ "Values": { } }""", "'AzureWebJobsStorage'")]
    public async Task Bad_configuration_is_one_clear_error(string file, string content, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("sample-config-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), content);
            await using var app = AppProcess.LaunchIn(folder.FullName, "SampleFunctionApp", stateDirectory: null, environment: null);

            Assert.Equal(1, await app.ExitAsync());
            Assert.Contains(expected, app.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
