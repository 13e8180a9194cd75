using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>An app that a Functions host started calls that host, as if the runtime were not there.</summary>
public sealed class TakeoverTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Runtime_stays_out_when_a_host_has_started_the_app(bool byOptions)
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        var settings = new Dictionary<string, (string Option, string Value)>
        {
            ["HostEndpoint"] = ("--functions-uri", $"http://{host.LocalEndpoint}"),
            ["RequestId"] = ("--functions-request-id", "1"),
            ["WorkerId"] = ("--functions-worker-id", "1"),
            ["GrpcMaxMessageLength"] = ("--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture)),
        };
        var environment = settings.ToDictionary(s => $"Functions__Worker__{s.Key}", s => s.Value.Value);
        string[] options = [.. settings.Values.SelectMany(s => (string[])[s.Option, s.Value])];
        await using var app = AppProcess.LaunchApp(
            "SampleWorkerApp", stateDirectory: null, byOptions ? null : environment, byOptions ? options : []);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var call = await host.AcceptTcpClientAsync(deadline.Token);

        Assert.True(call.Connected);
        Assert.DoesNotContain("Host listening on", app.Output, StringComparison.Ordinal);
    }
}
