using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Management;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>
/// The client of this host's engine, or of that of <c>--durable</c>, together with where the management API of that engine is. A
/// singleton service.
/// </summary>
internal sealed class DurableClientProvider(
    Lazy<DurableEngine> engine, Lazy<RemoteDurableTaskClient> remote, HostCommandLine commandLine, HostAddress address, HostOptions options,
    Lazy<OfficialDurable> durable)
{
    private DurableTaskClient? _client;

    /// <exception cref="NotSupportedException">The binding asks for another task hub than the host's.</exception>
    public DurableTaskClient GetClient(FunctionBinding? binding)
    {
        if (binding?.Text("taskHub") is { } hub && !hub.Equals(options.DurableTask.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                $"[DurableClient] asks for task hub '{hub}', but this host has hub '{options.DurableTask.HubName}' alone. Remove TaskHub, or set hubName in host.json.");
        }

        return _client ??= CreateClient();
    }

    private DurableTaskClient CreateClient()
    {
        var query = $"taskHub={options.DurableTask.HubName}&connection={Uri.EscapeDataString(options.DurableTask.ConnectionName)}";
        return commandLine.Durable is null
            ? durable.Value.CreateClient(engine.Value.Client, query, address.Url + ManagementPayloads.BasePath)
            : durable.Value.CreateClient(remote.Value, query, remote.Value.BaseUrl);
    }
}
