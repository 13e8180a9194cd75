using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The engine's client together with where this host serves the management API. A singleton service.</summary>
internal sealed class DurableClientProvider(DurableEngine engine, HostAddress address, HostOptions options)
{
    private WebhookDurableTaskClient? _client;

    public DurableTaskClient GetClient(DurableClientAttribute? attribute)
    {
        if (attribute?.TaskHub is { Length: > 0 } hub && !hub.Equals(options.DurableTask.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                $"[DurableClient] asks for task hub '{hub}', but this host has hub '{options.DurableTask.HubName}' alone. Remove TaskHub, or set hubName in host.json.");
        }

        return _client ??= new WebhookDurableTaskClient(
            engine.Client,
            $"{address.Url}/runtime/webhooks/durabletask",
            $"taskHub={options.DurableTask.HubName}&connection={Uri.EscapeDataString(options.DurableTask.ConnectionName)}");
    }
}
