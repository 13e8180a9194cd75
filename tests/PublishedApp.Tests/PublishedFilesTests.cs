namespace WorkDistribution.PublishedApp.Tests;

public sealed class PublishedFilesTests(PublishedAppFixture app)
{
    [Theory]
    [InlineData("WorkDistribution.Functions.dll")]
    [InlineData("host.json")]
    [InlineData("functions.metadata")]
    [InlineData("worker.config.json")]
    [InlineData("extensions.json")]
    [InlineData(".azurefunctions/function.deps.json")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.DurableTask.dll")]
    public void Publish_gives_what_the_Functions_host_reads(string file) => AssertExists(file);

    [Fact]
    public void Publish_gives_an_executable() =>
        AssertExists(OperatingSystem.IsWindows() ? "WorkDistribution.Functions.exe" : "WorkDistribution.Functions");

    [Fact]
    public void Publish_gives_nothing_of_the_local_runtime_and_no_settings()
    {
        var names = Directory.EnumerateFileSystemEntries(app.Folder.App, "*", SearchOption.AllDirectories)
            .Select(static path => Path.GetFileName(path)).ToList();

        Assert.DoesNotContain(names, static name => name.Contains("LocalRuntime", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(names, static name => name.StartsWith("local.settings", StringComparison.OrdinalIgnoreCase));
    }

    private void AssertExists(string file) => Assert.True(File.Exists(Path.Combine(app.Folder.App, file)), file);
}
