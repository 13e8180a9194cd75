using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Registers the object store.</summary>
public static class ObjectStoreServiceCollectionExtensions
{
    /// <summary>Where the local runtime keeps its state; the store lies beside it unless it is configured to lie elsewhere.</summary>
    private const string StateDirectorySetting = "LOCALRUNTIME_STATE_DIR";

    /// <summary>Adds <see cref="IObjectStore"/> as <see cref="ObjectStoreOptions"/> configure it. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddObjectStore(this IServiceCollection services)
    {
        services.AddOptions<ObjectStoreOptions>()
            .BindConfiguration(ObjectStoreOptions.Section)
            .PostConfigure<IConfiguration>(static (options, configuration) => options.Folder = options.Folder is { Length: > 0 } configured
                ? configured
                : Path.Combine(configuration[StateDirectorySetting] ?? ".local", "objects"))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ObjectStoreOptions>, ObjectStoreOptionsValidator>());
        services.TryAddSingleton(Create);
        return services;
    }

    private static IObjectStore Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ObjectStoreOptions>>().Value;
        if (options.Kind == ObjectStoreKind.Folder)
        {
            return new FolderObjectStore(options.Folder);
        }

        var configuration = services.GetRequiredService<IConfiguration>();
        return StorageConnection.TryCreateBlobClient(configuration, options.Connection, out var client, out var problem)
            ? new BlobObjectStore(client.GetBlobContainerClient(options.Container))
            : throw new InvalidOperationException($"ObjectStore__Connection: {problem}");
    }
}
