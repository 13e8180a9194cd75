using System.Diagnostics;
using System.Reflection;

namespace WorkDistribution.LocalRuntime.Package.Tests;

/// <summary>The runtime as somebody gets it who knows nothing of this repository.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private const string Listening = "Host listening on ";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    // A version of its own for each run: packages are kept by version, and an older build must not be taken for this one.
    private readonly string _version = $"1.0.0-test{Guid.NewGuid():N}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("package-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string App => Path.Combine(_folder.FullName, "app");

    public async ValueTask InitializeAsync()
    {
        var source = typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LocalRuntime").Value!;
        var packages = Path.Combine(_folder.FullName, "packages");
        foreach (var project in new[] { "LocalRuntime.Engine", "LocalRuntime.Host" })
        {
            await DotnetCommand.RunAsync(
                Path.Combine(source, project), "pack", "-c", "Release", "-o", packages, $"-p:Version={_version}", "-p:RunAnalyzers=false",
                "--artifacts-path", Path.Combine(_folder.FullName, "artifacts"));
        }

        Directory.CreateDirectory(App);
        StrangersApp.Write(App, packages, _version);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in new[] { "workdistribution.localruntime", "workdistribution.localruntime.engine" })
        {
            var unpacked = Path.Combine(cache, package, _version);
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }

        return default;
    }

    [Fact]
    public async Task App_with_the_package_runs_by_dotnet_run_and_is_published_without_it()
    {
        using var process = Process.Start(DotnetCommand.Info(
            App, "run", "--", "--port", "0", "--state", Path.Combine(_folder.FullName, "state"), "--lifeline"))!;
        try
        {
            using var http = new HttpClient { BaseAddress = await ReadAddressAsync(process), Timeout = Deadline };

            Assert.Equal("Hello, Ada!", await http.GetStringAsync("api/hello/Ada", Token));
            using var greeted = await http.PostAsync("api/greet/Ada", content: null, Token);
            Assert.Equal("Hi Ada 1. Hi Ada 2. Hi Ada 3.", await greeted.Content.ReadAsStringAsync(Token));

            process.StandardInput.Close();
            await process.WaitForExitAsync(Token).WaitAsync(Deadline, Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        var published = Path.Combine(_folder.FullName, "published");
        await DotnetCommand.RunAsync(App, "publish", "-c", "Release", "-o", published);

        Assert.True(File.Exists(Path.Combine(published, "worker.config.json")));
        Assert.DoesNotContain(Directory.EnumerateFiles(published).Select(Path.GetFileName), name => name!.StartsWith("LocalRuntime", StringComparison.Ordinal));
        Assert.DoesNotContain("LocalRuntime.Host.dll", await File.ReadAllTextAsync(Path.Combine(published, "app.deps.json"), Token), StringComparison.Ordinal);

        // Without the runtime it is an ordinary worker, which asks for its host.
        using var worker = Process.Start(DotnetCommand.Info(published, "app.dll"))!;
        var complaint = worker.StandardError.ReadToEndAsync(Token);
        _ = worker.StandardOutput.ReadToEndAsync(Token);
        await worker.WaitForExitAsync(Token).WaitAsync(Deadline, Token);
        Assert.Contains("Functions:Worker:HostEndpoint", await complaint, StringComparison.Ordinal);
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync(Token);
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Deadline, Token) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(Token);
                return new Uri(line[Listening.Length..] + "/");
            }

            lines.Add(line);
        }

        throw new InvalidOperationException($"The app ended before it listened:\n{string.Join('\n', lines)}\n{await error}");
    }
}
