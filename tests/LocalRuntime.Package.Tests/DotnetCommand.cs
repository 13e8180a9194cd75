using System.Diagnostics;

namespace WorkDistribution.LocalRuntime.Package.Tests;

/// <summary>Runs the SDK as a user would.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    public static ProcessStartInfo Info(string folder, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["DOTNET_NOLOGO"] = "1";

        // What a build of this repository is told is not for an app outside of it.
        info.Environment.Remove("MSBuildSDKsPath");
        info.Environment.Remove("CI");
        return info;
    }

    /// <summary>Runs a command to its end, which has to be a success.</summary>
    public static async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(Info(folder, arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }
}
