using System.Text;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.MapReduce.Input;

namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>Finds inputs below the input roots and outputs below the output roots; links are judged by where they lead.</summary>
internal sealed class EncodingPaths(IOptions<EncodingOptions> options)
{
    /// <summary>File systems take 255; the unfinished file's name is longer.</summary>
    private const int MaxNameBytes = 200;

    private readonly Lazy<InputRoots> _inputs = new(() => InputRoots.Resolve(options.Value.InputRoots));
    private readonly Lazy<InputRoots> _outputs = new(() => InputRoots.Resolve(options.Value.OutputRoots));

    /// <summary>Finds an input.</summary>
    /// <param name="path">An absolute path, or one relative to the current directory.</param>
    /// <exception cref="EncodingRejectedException">It may not be read, cannot be read, is empty, or is no file.</exception>
    public EncodingInput FindInput(string path)
    {
        var real = Resolve("input", Path.GetFullPath(path));
        if (!_inputs.Value.Contain(real))
        {
            throw new EncodingRejectedException(
                "input", $"'{path}' lies outside the folders that encodings may read: {_inputs.Value}. An operator adds folders by Encoding__InputRoots__0 and so on.");
        }

        var file = new FileInfo(real);
        if (!file.Exists)
        {
            throw new EncodingRejectedException("input", $"'{path}' is not a file.");
        }

        if (file.Length == 0)
        {
            throw new EncodingRejectedException("input", $"'{path}' is empty: there is nothing to encode.");
        }

        try
        {
            // Opening is the only honest test of permission.
            InputFile.Open(real).Dispose();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new EncodingRejectedException("input", $"'{path}' cannot be read: {e.Message}");
        }

        return new EncodingInput(real, file.Length, InputFile.VersionOf(file));
    }

    /// <summary>Opens an input that was found before, at an offset.</summary>
    /// <exception cref="EncodingRejectedException">It is gone, or is not what was found.</exception>
    public FileStream OpenInput(EncodingInput input, long offset)
    {
        CheckInput(input);
        var stream = InputFile.Open(input.Path);
        stream.Position = offset;
        return stream;
    }

    /// <summary>Checks that an input is still what was found: a link may have taken its place, or an order may not be ours.</summary>
    /// <exception cref="EncodingRejectedException">It is not.</exception>
    public void CheckInput(EncodingInput input)
    {
        var file = new FileInfo(input.Path);
        if (Resolve("input", input.Path) != input.Path || !_inputs.Value.Contain(input.Path))
        {
            throw new EncodingRejectedException("input", $"'{input.Path}' lies outside the folders that encodings may read, or became a link.");
        }

        if (!file.Exists || file.Length != input.Length || InputFile.VersionOf(file) != input.Version)
        {
            throw new EncodingRejectedException("input", $"'{input.Path}' was changed or deleted after the encoding began. Submit it again.");
        }
    }

    /// <summary>Finds where an output goes. A file that is there will be replaced when the encoding ends.</summary>
    /// <param name="path">An absolute path, or one relative to the first output root.</param>
    /// <returns>The real path.</returns>
    /// <exception cref="EncodingRejectedException">It lies outside the roots, or is a folder.</exception>
    public string FindOutput(string path)
    {
        var real = Resolve("output", Path.GetFullPath(path, Path.GetFullPath(options.Value.OutputRoots[0])));
        if (!_outputs.Value.Contain(real))
        {
            throw new EncodingRejectedException(
                "output", $"'{path}' lies outside the folders that encodings may write to: {_outputs.Value}. An operator adds folders by Encoding__OutputRoots__0 and so on.");
        }

        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(real))
        {
            throw new EncodingRejectedException("output", $"'{path}' is a folder: name a file.");
        }

        if (real.Split(Path.DirectorySeparatorChar).Any(static name => Encoding.UTF8.GetByteCount(name) > MaxNameBytes))
        {
            throw new EncodingRejectedException("output", $"has a name of more than {MaxNameBytes} bytes: give a shorter one.");
        }

        for (var folder = Path.GetDirectoryName(real); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw new EncodingRejectedException("output", $"'{folder}' is a file, so nothing can lie below it.");
            }
        }

        return real;
    }

    private static string Resolve(string field, string path)
    {
        try
        {
            return RealPath.Resolve(path);
        }
        catch (IOException e)
        {
            throw new EncodingRejectedException(field, e.Message);
        }
    }
}
