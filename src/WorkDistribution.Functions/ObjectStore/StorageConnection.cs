using System.Diagnostics.CodeAnalysis;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Resolves a connection setting the way triggers do: a connection string, or a section for identity-based access.</summary>
internal static class StorageConnection
{
    /// <summary>A caller waits for the answer, and a task is tried again anyway: give up after seconds, not after half a minute.</summary>
    private static readonly BlobClientOptions Options = new()
    {
        Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2) },
    };

    /// <summary>Makes a client from the setting.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="connection">The setting's name.</param>
    /// <param name="client">The client, if it could be made. Nothing is sent yet.</param>
    /// <param name="problem">What is wrong with the setting and how to mend it, if it could not.</param>
    public static bool TryCreateBlobClient(
        IConfiguration configuration,
        string connection,
        [NotNullWhen(true)] out BlobServiceClient? client,
        [NotNullWhen(false)] out string? problem)
    {
        client = null;
        problem = null;
        if (configuration[connection] is { Length: > 0 } connectionString)
        {
            try
            {
                client = new BlobServiceClient(connectionString, Options);
                return true;
            }
            catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
            {
                problem = $"the value of '{connection}' is not a storage connection string ({e.Message})";
                return false;
            }
        }

        var section = configuration.GetSection(connection);
        var address = section["blobServiceUri"]
            ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.blob.core.windows.net" : null);
        if (address is null)
        {
            problem = $"there is no setting '{connection}': give a connection string, or '{connection}__blobServiceUri' to use a managed identity.";
            return false;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            problem = $"'{connection}__blobServiceUri' is not an absolute address: '{address}'.";
            return false;
        }

        client = new BlobServiceClient(uri, new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = section["clientId"],
        }), Options);
        return true;
    }
}
