using WorkDistribution.LocalRuntime.Host.State;

namespace WorkDistribution.LocalRuntime.Host.Tests.State;

public sealed class StateDirectoryLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-lock-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Second_holder_is_refused_and_told_why_until_the_first_lets_go()
    {
        var directory = Path.Combine(_folder.FullName, "new", "state");
        using (StateDirectoryLock.Acquire(directory))
        {
            var error = Assert.Throws<IOException>(() => StateDirectoryLock.Acquire(directory));
            Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
            Assert.Contains("--state", error.Message, StringComparison.Ordinal);
        }

        using var again = StateDirectoryLock.Acquire(directory);
    }
}
