using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Management;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>
/// The client of this host's engine, or of that of <c>--durable</c>, together with where the management API of that engine is. A
/// singleton service.
/// </summary>
internal sealed class DurableClientProvider(
    Lazy<DurableEngine> engine, Lazy<RemoteDurableTaskClient> remote, HostCommandLine commandLine, HostAddress address, HostOptions options)
{
    private WebhookDurableTaskClient? _client;

    public DurableTaskClient GetClient(DurableClientAttribute? attribute)
    {
        if (attribute?.TaskHub is { Length: > 0 } hub && !hub.Equals(options.DurableTask.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                $"[DurableClient] asks for task hub '{hub}', but this host has hub '{options.DurableTask.HubName}' alone. Remove TaskHub, or set hubName in host.json.");
        }

        return _client ??= CreateClient();
    }

    private WebhookDurableTaskClient CreateClient()
    {
        var query = $"taskHub={options.DurableTask.HubName}&connection={Uri.EscapeDataString(options.DurableTask.ConnectionName)}";
        return commandLine.Durable is null
            ? new WebhookDurableTaskClient(engine.Value.Client, address.Url + ManagementPayloads.BasePath, query, isElsewhere: false)
            : new WebhookDurableTaskClient(remote.Value, remote.Value.BaseUrl, query, isElsewhere: true);
    }
}
