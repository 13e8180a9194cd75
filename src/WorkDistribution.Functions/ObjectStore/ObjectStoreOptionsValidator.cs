using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Fails the start, with the name of the setting, rather than the first job.</summary>
internal sealed class ObjectStoreOptionsValidator(IConfiguration configuration) : IValidateOptions<ObjectStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, ObjectStoreOptions options)
    {
        var failures = new List<string>();
        if (options.Kind == ObjectStoreKind.Folder)
        {
            CheckFolder(options.Folder, failures);
        }
        else if (options.Kind == ObjectStoreKind.Blob)
        {
            if (!BlobContainerName.IsValid(options.Container))
            {
                failures.Add($"ObjectStore__Container '{options.Container}' is not a container name: use 3 to 63 lower-case letters, digits and single hyphens.");
            }

            if (!StorageConnection.TryCreateBlobClient(configuration, options.Connection, out _, out var problem))
            {
                failures.Add($"ObjectStore__Connection: {problem}");
            }
        }
        else
        {
            failures.Add($"ObjectStore__Kind '{options.Kind}' is not known: use 'folder' or 'blob'.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckFolder(string folder, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal))
        {
            failures.Add("ObjectStore__Folder is empty or not a path: name a folder that can be written.");
        }
        else if (File.Exists(folder))
        {
            failures.Add($"ObjectStore__Folder '{folder}' is a file: name a folder that can be written.");
        }
    }
}
