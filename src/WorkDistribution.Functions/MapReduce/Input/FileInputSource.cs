using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Files of this machine below the configured roots.</summary>
internal sealed class FileInputSource(IOptions<MapReduceOptions> options, IOptions<ObjectStoreOptions> store, IConfiguration configuration) : IInputSource
{
    private const string StateFolder = ".local";
    private const string StateDirectorySetting = "LOCALRUNTIME_STATE_DIR";

    /// <summary>Resolved once: the roots are the operator's, and every file that is opened asks for them.</summary>
    private readonly Lazy<InputRoots> _roots = new(() => InputRoots.Resolve(options.Value.InputRoots));

    // Also the default state folder where this host has another: hosts of other commands may have theirs in it.
    private readonly Lazy<string[]> _hidden = new(() =>
        [.. new[] { StateFolder, configuration[StateDirectorySetting], store.Value.Folder }
            .Where(static folder => folder is { Length: > 0 })
            .Select(static folder => RealPath.Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder!))))]);

    public InputKind Kind => InputKind.Files;

    public Task<IReadOnlyList<InputItem>> FindAsync(JobInput input, CancellationToken cancellationToken)
    {
        var glob = new FileGlob(_roots.Value, options.Value.MaxInputs, _hidden.Value);
        var patterns = input.Files ?? [];
        for (var i = 0; i < patterns.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            glob.Add(string.Create(CultureInfo.InvariantCulture, $"{input.Field}[{i}]"), patterns[i]);
        }

        return Task.FromResult<IReadOnlyList<InputItem>>([.. glob.Files.Select(file => Describe(file, input.Field))]);
    }

    public Task<Stream> OpenAsync(JobInput input, InputItem item, long offset, CancellationToken cancellationToken)
    {
        // Checked again at the time of use: a link may have taken a file's place, or a plan may not be ours.
        var real = RealPath.Resolve(item.Name);
        if (real != item.Name || !_roots.Value.Contain(real))
        {
            throw new InputRejectedException(input.Field, $"'{item.Name}' lies outside the folders that jobs may read, or became a link.");
        }

        var file = new FileInfo(real);
        if (!file.Exists || file.Length != item.Length || InputFile.VersionOf(file) != item.Version)
        {
            throw new InputRejectedException(input.Field, $"'{item.Name}' was changed or deleted after the job was planned. Submit the job again.");
        }

        var stream = InputFile.Open(real);
        stream.Position = offset;
        return Task.FromResult<Stream>(stream);
    }

    private static InputItem Describe(FileInfo file, string field)
    {
        try
        {
            // Opening is the only honest test of permission. Empty files are not opened: pipes and devices are among them.
            if (file.Length > 0)
            {
                InputFile.Open(file.FullName).Dispose();
            }

            return new InputItem(file.FullName, file.Length, Version: InputFile.VersionOf(file));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InputRejectedException(field, $"'{file.FullName}' cannot be read: {e.Message}");
        }
    }
}
