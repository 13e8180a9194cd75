using System.ComponentModel;
using System.Diagnostics;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>Runs <c>node</c> and <c>npm</c> from the PATH.</summary>
internal static class NodeTool
{
    private const string HowToInstall =
        "Azurite, the storage emulator, needs Node.js 20 or newer with npm. Install it (https://nodejs.org, or your system's package manager, "
        + "e.g. 'apt-get install nodejs npm', 'brew install node', 'winget install OpenJS.NodeJS'), or set the connection to a real storage account.";

    public static Process StartNode(string directory, params IEnumerable<string> arguments) => Start("node", directory, arguments);

    /// <summary>Runs npm to its end.</summary>
    /// <exception cref="AzuriteException">npm is missing, fails, or takes longer than <paramref name="timeout"/>.</exception>
    public static async Task RunNpmAsync(string directory, TimeSpan timeout, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        using var npm = OperatingSystem.IsWindows() ? Start("cmd.exe", directory, ["/c", "npm", .. all]) : Start("npm", directory, all);
        npm.StandardInput.Close();
        var output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = npm.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!npm.HasExited)
        {
            npm.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new AzuriteException($"'npm {string.Join(' ', all)}' in {directory} did not end within {timeout:g}. Check the network and run it by hand.");
        }

        if (npm.ExitCode != 0)
        {
            throw new AzuriteException(
                $"'npm {string.Join(' ', all)}' in {directory} failed with exit code {npm.ExitCode}: {(await errors + await output).Trim()}");
        }
    }

    public static Process Start(string tool, string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        try
        {
            return Process.Start(start) ?? throw new AzuriteException($"'{tool}' could not be started. {HowToInstall}");
        }
        catch (Win32Exception e)
        {
            throw new AzuriteException($"'{tool}' was not found on the PATH. {HowToInstall}", e);
        }
    }
}
