using System.Diagnostics;
using System.Reflection;

namespace WorkDistribution.PublishedApp.Tests.Host;

/// <summary>The app as <c>dotnet publish</c> leaves it, in a folder that is deleted at the end.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private static readonly string Project = typeof(PublishedFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key == "App").Value!;

    private readonly string _root = Directory.CreateTempSubdirectory("wd-published-").FullName;

    private PublishedFolder()
    {
        Directory.CreateDirectory(Data);
    }

    /// <summary>What was published.</summary>
    public string App => Path.Combine(_root, "app");

    /// <summary>An empty folder for what the app reads and writes.</summary>
    public string Data => Path.Combine(_root, "data");

    /// <summary>Publishes the app.</summary>
    public static async Task<PublishedFolder> CreateAsync()
    {
        var folder = new PublishedFolder();
        try
        {
            await folder.PublishAsync();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task PublishAsync()
    {
        // With artifacts of its own it disturbs no other build, and is as a clean clone. A build server would outlive it, and hold its
        // output open. The everyday build analyses the code.
        using var publish = Process.Start(new ProcessStartInfo(
            WorkerProcess.Dotnet,
            [
                "publish", Project, "--configuration", "Release", "--output", App, "--artifacts-path", Path.Combine(_root, "artifacts"),
                "--disable-build-servers", "-p:RunAnalyzers=false",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var output = publish.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = publish.StandardError.ReadToEndAsync(deadline.Token);
            await publish.WaitForExitAsync(deadline.Token);
            Assert.True(publish.ExitCode == 0, $"dotnet publish failed:\n{await output}\n{await error}");
        }
        finally
        {
            publish.Kill(entireProcessTree: true);
        }
    }
}
