using System.Diagnostics;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>A state folder that cannot be used is one clear error: real file systems that are full or read-only, in a process of its own.</summary>
public sealed class StateFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-folder-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("size=4k", "cannot be written")]
    [InlineData("size=64k", "The disk that holds the state folder is full")]
    [InlineData("ro", "cannot be used: Read-only file system")]
    public async Task Full_or_read_only_folder_ends_the_start_with_one_line_and_1(string options, string expected)
    {
        Assert.SkipUnless(await CanMountAsync(), "This system does not let the test mount a file system of its own.");

        await using var app = AppProcess.LaunchBehind(
            ["unshare", "-rm", "sh", "-c", $"mount -t tmpfs -o {options} tmpfs '{_folder.FullName}' && exec \"$0\" \"$@\""],
            _folder.FullName,
            "--functions",
            "GreetCities");

        Assert.Equal(1, await app.ExitAsync());
        var line = Assert.Single(app.Output.Split(Environment.NewLine));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains(_folder.FullName, line, StringComparison.Ordinal);
        Assert.DoesNotContain("in use by", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_became_read_only_is_not_taken_for_one_in_use()
    {
        Assert.SkipUnless(await CanMountAsync(), "This system does not let the test mount a file system of its own.");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "host.lock"), string.Empty, TestContext.Current.CancellationToken);

        await using var app = AppProcess.LaunchBehind(
            ["unshare", "-rm", "sh", "-c", $"mount --bind '{_folder.FullName}' '{_folder.FullName}' && mount -o remount,bind,ro '{_folder.FullName}' && exec \"$0\" \"$@\""],
            _folder.FullName,
            "--functions",
            "GreetCities");

        Assert.Equal(1, await app.ExitAsync());
        Assert.Contains("Read-only file system", Assert.Single(app.Output.Split(Environment.NewLine)), StringComparison.Ordinal);
    }

    private async Task<bool> CanMountAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using var attempt = Process.Start(
                new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", _folder.FullName]) { RedirectStandardError = true })!;
            await attempt.WaitForExitAsync(TestContext.Current.CancellationToken);
            return attempt.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
