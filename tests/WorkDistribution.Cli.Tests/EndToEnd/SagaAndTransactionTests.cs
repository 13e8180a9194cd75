using System.Text.Json;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary><c>wd saga</c> and <c>wd tx</c> on a running host.</summary>
public sealed class SagaAndTransactionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-saga-");
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(3));

    public void Dispose()
    {
        deadline.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Saga_and_tx_start_show_and_decide()
    {
        // Without storage an order fails at its first step, which is enough to see it.
        await using var host = await LocalHost.StartAsync(
            Path.Combine(folder.FullName, "state"),
            Path.Combine(folder.FullName, "objects"),
            [],
            ["Saga*", "Transaction*"],
            deadline.Token,
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = "AccountName=none;AccountKey=bm9uZQ==;TableEndpoint=http://127.0.0.1:1/none", ["Orders__Attempts"] = "1", ["Sagas__ParkedRetryInterval"] = "1.00:00:00" });

        await DoneAsync(host, "tx", "open", "ada", "100");
        await DoneAsync(host, "tx", "open", "grace", "0");
        var (exit, committed) = await RunAsync(host, "tx", "start", "ada:grace:30", "--wait");
        Assert.True(exit == ExitCode.Done, committed);
        Assert.Contains("committed", committed, StringComparison.Ordinal);
        Assert.Contains("70", await DoneAsync(host, "tx", "account", "ada"), StringComparison.Ordinal);

        (exit, var aborted) = await RunAsync(host, "tx", "start", "ada:grace:300", "--presumed-abort", "--wait", "--json");
        Assert.Equal(ExitCode.JobFailed, exit);
        var id = JsonDocument.Parse(aborted).RootElement.GetProperty("id").GetString()!;
        Assert.Contains("GLOBAL_ABORT", await DoneAsync(host, "tx", "log", id), StringComparison.Ordinal);
        Assert.Contains("P1", await DoneAsync(host, "tx", "status", id), StringComparison.Ordinal);
        Assert.Equal(ExitCode.JobFailed, (await RunAsync(host, "tx", "log", "nothing")).Exit);

        var saga = (await DoneAsync(host, "saga", "start", "order", """{"sku":"lamp","quantity":1,"customer":"ada","amountCents":1,"zone":"north"}""")).Trim();
        Assert.Contains("reserve-stock", await DoneAsync(host, "saga", "status", saga), StringComparison.Ordinal);
        Assert.Equal("order", JsonDocument.Parse(await DoneAsync(host, "saga", "status", saga, "--json")).RootElement.GetProperty("saga").GetString());
        var (refused, why) = await RunAsync(host, "saga", "approve", saga, "--by", "ada");
        Assert.Equal(ExitCode.JobFailed, refused);
        Assert.Contains(saga, why, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadUsage, (await RunAsync(host, "saga", "start", "order", "{}")).Exit);
        Assert.Equal(ExitCode.JobFailed, (await RunAsync(host, "saga", "resolve", saga, "--action", "skip", "--reason", "Done by hand.")).Exit);
    }

    private static async Task<string> DoneAsync(LocalHost host, params string[] args)
    {
        var (exit, text) = await RunAsync(host, args);
        Assert.True(exit == ExitCode.Done, text);
        return text;
    }

    private static async Task<(int Exit, string Text)> RunAsync(LocalHost host, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await WdCommand.InvokeAsync([.. args, "--url", host.Address.AbsoluteUri], output, error);
        return (exit, output.ToString() + error);
    }
}
