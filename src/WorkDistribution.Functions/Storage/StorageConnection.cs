using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace WorkDistribution.Functions.Storage;

/// <summary>Resolves a connection setting the way triggers do: a connection string, or a section for identity-based access.</summary>
internal static class StorageConnection
{
    /// <summary>Makes a client for blobs. Nothing is sent yet.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="connection">The setting's name.</param>
    /// <param name="client">The client, if it could be made.</param>
    /// <param name="problem">What is wrong with the setting and how to mend it, if it could not.</param>
    public static bool TryCreateBlobClient(
        IConfiguration configuration,
        string connection,
        [NotNullWhen(true)] out BlobServiceClient? client,
        [NotNullWhen(false)] out string? problem) =>
        TryCreate(
            configuration,
            connection,
            "blob",
            static text => new BlobServiceClient(text, Impatient(new BlobClientOptions())),
            static (uri, credential) => new BlobServiceClient(uri, credential, Impatient(new BlobClientOptions())),
            out client,
            out problem);

    /// <summary>Makes a client for tables. Nothing is sent yet.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="connection">The setting's name.</param>
    /// <param name="client">The client, if it could be made.</param>
    /// <param name="problem">What is wrong with the setting and how to mend it, if it could not.</param>
    /// <param name="maxConnections">Connections that the client opens at most, in a pool of its own; null for the default pool.</param>
    public static bool TryCreateTableClient(
        IConfiguration configuration,
        string connection,
        [NotNullWhen(true)] out TableServiceClient? client,
        [NotNullWhen(false)] out string? problem,
        int? maxConnections = null) =>
        TryCreate(
            configuration,
            connection,
            "table",
            text => new TableServiceClient(text, Pooled(new TableClientOptions(), maxConnections)),
            (uri, credential) => new TableServiceClient(uri, credential, Pooled(new TableClientOptions(), maxConnections)),
            out client,
            out problem);

    /// <inheritdoc cref="TryCreateBlobClient"/>
    /// <summary>Makes a client for queues whose messages are Base64, as triggers expect. Nothing is sent yet.</summary>
    public static bool TryCreateQueueClient(
        IConfiguration configuration,
        string connection,
        [NotNullWhen(true)] out QueueServiceClient? client,
        [NotNullWhen(false)] out string? problem) =>
        TryCreate(
            configuration,
            connection,
            "queue",
            static text => new QueueServiceClient(text, Impatient(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })),
            static (uri, credential) => new QueueServiceClient(uri, credential, Impatient(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })),
            out client,
            out problem);

    private static bool TryCreate<TClient>(
        IConfiguration configuration,
        string connection,
        string service,
        Func<string, TClient> fromConnectionString,
        Func<Uri, TokenCredential, TClient> fromIdentity,
        [NotNullWhen(true)] out TClient? client,
        [NotNullWhen(false)] out string? problem)
        where TClient : class
    {
        client = null;
        problem = null;
        if (configuration[connection] is { Length: > 0 } connectionString)
        {
            try
            {
                client = fromConnectionString(connectionString);
                return true;
            }
            catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
            {
                problem = $"the value of '{connection}' is not a storage connection string ({e.Message})";
                return false;
            }
        }

        var section = configuration.GetSection(connection);
        var address = section[$"{service}ServiceUri"]
            ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.{service}.core.windows.net" : null);
        if (address is null)
        {
            problem = $"there is no setting '{connection}': give a connection string, or '{connection}__{service}ServiceUri' to use a managed identity.";
            return false;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            problem = $"'{connection}__{service}ServiceUri' is not an absolute address: '{address}'.";
            return false;
        }

        client = fromIdentity(uri, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }));
        return true;
    }

    private static TableClientOptions Pooled(TableClientOptions options, int? maxConnections)
    {
        if (maxConnections is { } max)
        {
            options.Transport = new HttpClientTransport(new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = max }));
        }

        return Impatient(options);
    }

    // A caller waits for the answer, and a task is tried again anyway: give up after seconds, not after half a minute.
    private static TOptions Impatient<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        return options;
    }
}
