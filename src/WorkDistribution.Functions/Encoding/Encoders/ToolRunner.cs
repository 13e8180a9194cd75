using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>Runs tools found on PATH, without a shell, under a timeout.</summary>
internal sealed class ToolRunner(IOptions<EncodingOptions> options)
{
    private const int KeptCharacters = 2_000;

    /// <summary>Finds a tool in the folders of PATH.</summary>
    /// <returns>Its full path, or null.</returns>
    public static string? Find(string tool)
    {
        var name = OperatingSystem.IsWindows() ? tool + ".exe" : tool;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a tool to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="ToolException">It is not there, ended with an error, or was not done in time.</exception>
    public async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.ToolTimeoutSeconds));
        using var process = Start(tool, arguments);
        // Both pipes are drained: a tool that fills one nobody reads stands still.
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ToolException(
                $"{tool} was not done after {options.Value.ToolTimeoutSeconds} s and was killed. Use smaller chunks or raise Encoding__ToolTimeoutSeconds.");
        }

        return process.ExitCode == 0
            ? await output
            : throw new ToolException($"{tool} ended with exit code {process.ExitCode}: {Last(await error)}");
    }

    private static Process Start(string tool, IReadOnlyList<string> arguments)
    {
        var path = Find(tool) ?? throw new ToolException($"{tool} is not on PATH.");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"'{path}' cannot be run: {e.Message}");
        }
    }

    private static string Last(string text) => text.Trim() is { Length: > KeptCharacters } long_ ? long_[^KeptCharacters..] : text.Trim();
}
