using System.Globalization;
using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Files of this machine below the configured roots.</summary>
internal sealed class FileInputSource(IOptions<MapReduceOptions> options) : IInputSource
{
    public InputKind Kind => InputKind.Files;

    public Task<IReadOnlyList<InputItem>> FindAsync(JobInput input, CancellationToken cancellationToken)
    {
        var glob = new FileGlob(InputRoots.Resolve(options.Value.InputRoots), options.Value.MaxInputs);
        var patterns = input.Files ?? [];
        for (var i = 0; i < patterns.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                glob.Add(patterns[i]);
            }
            catch (InputRejectedException e)
            {
                throw new InputRejectedException(e.Message, e) { Field = string.Create(CultureInfo.InvariantCulture, $"{input.Field}[{i}]") };
            }
        }

        return Task.FromResult<IReadOnlyList<InputItem>>([.. glob.Files.Select(file => Describe(file, input.Field))]);
    }

    public Task<Stream> OpenAsync(JobInput input, InputItem item, long offset, CancellationToken cancellationToken)
    {
        // Checked again at the time of use: a link may have taken a file's place, or a plan may not be ours.
        var real = RealPath.Resolve(item.Name);
        if (real != item.Name || !InputRoots.Resolve(options.Value.InputRoots).Contain(real))
        {
            throw new InputRejectedException($"'{item.Name}' lies outside the folders that jobs may read, or became a link.") { Field = input.Field };
        }

        var file = new FileInfo(real);
        if (!file.Exists || file.Length != item.Length || VersionOf(file) != item.Version)
        {
            throw new InputRejectedException($"'{item.Name}' was changed or deleted after the job was planned. Submit the job again.") { Field = input.Field };
        }

        var stream = Open(real);
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
                Open(file.FullName).Dispose();
            }

            return new InputItem(file.FullName, file.Length, Version: VersionOf(file));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InputRejectedException($"'{file.FullName}' cannot be read: {e.Message}", e) { Field = field };
        }
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    });

    private static string VersionOf(FileInfo file) => file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture);
}
