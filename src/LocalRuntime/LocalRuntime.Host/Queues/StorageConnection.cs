using Azure.Core;
using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>
/// How to reach the queue service that a binding's <c>Connection</c> names: a connection string, or a service address with an
/// identity, found in the settings by the rules of the Functions host.
/// </summary>
internal sealed class StorageConnection
{
    public const string DefaultName = "AzureWebJobsStorage";

    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    private readonly string? _connectionString;
    private readonly Uri? _serviceUri;
    private readonly TokenCredential? _credential;

    private StorageConnection(string name, string connectionString) => (Name, _connectionString) = (name, connectionString);

    private StorageConnection(string name, Uri serviceUri, TokenCredential credential) =>
        (Name, _serviceUri, _credential) = (name, serviceUri, credential);

    /// <summary>The name of the setting, or of the group of settings.</summary>
    public string Name { get; }

    /// <summary>Whether this is the emulator on its default ports, which the host starts by itself.</summary>
    public bool IsDefaultEmulator => _connectionString is { } text
        && (text.Contains(DevelopmentStorage, StringComparison.OrdinalIgnoreCase)
            || text.Contains($"QueueEndpoint=http://127.0.0.1:{AzuriteOptions.DefaultQueuePort}/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks up the settings of <paramref name="connection"/>; null or empty stands for <c>AzureWebJobsStorage</c>.</summary>
    /// <exception cref="HostConfigurationException">There is no such setting, or it does not say where the service is.</exception>
    public static StorageConnection Resolve(string? connection, SettingResolver settings, string usedBy)
    {
        var name = string.IsNullOrWhiteSpace(connection) ? DefaultName : settings.Resolve(connection, usedBy);

        // As in the real host, "Storage" may stand for "AzureWebJobsStorage".
        foreach (var candidate in new[] { "AzureWebJobs" + name, name, "ConnectionStrings:" + name })
        {
            if (settings.Get(candidate) is { Length: > 0 } text)
            {
                return OfConnectionString(candidate, text, usedBy);
            }

            if (ReadServiceUri(candidate, settings, usedBy) is { } uri)
            {
                return new StorageConnection(candidate, uri, ReadCredential(candidate, settings, usedBy));
            }
        }

        throw new HostConfigurationException(
            $"{usedBy} needs the connection setting '{name}', which does not exist. Add \"{name}\" to Values in local.settings.json "
            + $"(\"{DevelopmentStorage}\" for the local emulator), or \"{name}__queueServiceUri\" for an identity-based connection.");
    }

    public QueueClient CreateQueueClient(string queueName)
    {
        // Bodies are encoded and decoded here, so that a message that is not valid Base64 can be handled as the poison it is.
        var options = new QueueClientOptions
        {
            MessageEncoding = QueueMessageEncoding.None,
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(30) },
        };
        var service = _connectionString is null
            ? new QueueServiceClient(_serviceUri, _credential, options)
            : new QueueServiceClient(_connectionString, options);
        return service.GetQueueClient(queueName);
    }

    private static StorageConnection OfConnectionString(string name, string text, string usedBy)
    {
        try
        {
            _ = new QueueServiceClient(text);
            return new StorageConnection(name, text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // The value is a secret: only its name is shown.
            throw new HostConfigurationException($"{usedBy} uses the connection setting '{name}', which is not a valid storage connection string.", e);
        }
    }

    private static Uri? ReadServiceUri(string name, SettingResolver settings, string usedBy)
    {
        var text = settings.Get($"{name}__queueServiceUri") ?? settings.Get($"{name}__serviceUri");
        if (text is null && settings.Get($"{name}__accountName") is { Length: > 0 } account)
        {
            text = $"https://{account}.queue.core.windows.net";
        }

        return text switch
        {
            null => null,
            _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps => uri,
            _ => throw new HostConfigurationException($"{usedBy} uses the connection '{name}', whose service address '{text}' is not an https address, which an identity needs."),
        };
    }

    private static TokenCredential ReadCredential(string name, SettingResolver settings, string usedBy)
    {
        var clientId = settings.Get($"{name}__clientId");
        var tenantId = settings.Get($"{name}__tenantId");
        var secret = settings.Get($"{name}__clientSecret");
        return settings.Get($"{name}__credential")?.ToLowerInvariant() switch
        {
            "managedidentity" => AzureIdentity.ManagedIdentity(clientId),
            null when clientId is not null && tenantId is not null && secret is not null => AzureIdentity.ClientSecret(tenantId, clientId, secret),
            null => AzureIdentity.Default(),
            var other => throw new HostConfigurationException($"{usedBy} uses the connection '{name}', whose credential '{other}' is not known: 'managedidentity' is."),
        };
    }
}
