using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

/// <summary>One host with the real engine for all management tests; each uses instances of its own.</summary>
public sealed class ManagementFixture : IAsyncLifetime
{
    public const string Base = "/runtime/webhooks/durabletask";
    public const string Common = "taskHub=ManagementHub&connection=AzureWebJobsStorage";

    private InProcessHost? _host;

    public HttpClient Http => _host?.Http ?? throw new InvalidOperationException("The fixture has not been started.");

    public async ValueTask InitializeAsync() => _host = await InProcessHost.StartAsync(
        [typeof(ManagementFunctions)], new HostOptions { DurableTask = new DurableTaskExtensionOptions { HubName = "ManagementHub" } });

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
