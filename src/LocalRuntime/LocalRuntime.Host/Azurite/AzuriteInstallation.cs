using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>The folder that Azurite is installed to by <c>npm ci</c>, exactly as its lock file says.</summary>
/// <param name="folder">The folder.</param>
/// <param name="source">Where the files to install from come from; null if they are in the folder.</param>
internal sealed class AzuriteInstallation(string folder, string? source = null)
{
    public const string StartScript = "start.mjs";

    private const string LockFile = "package-lock.json";
    private static readonly string[] RequiredFiles = ["package.json", LockFile, StartScript];
    private static readonly TimeSpan LockRetryInterval = TimeSpan.FromMilliseconds(250);

    public string Folder => folder;

    /// <summary>npm writes this file last, so that an interrupted installation does not pass for a whole one.</summary>
    private string InstalledLockFile => Path.Combine(folder, "node_modules", ".package-lock.json");

    public static AzuriteInstallation Locate()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            {
                var candidate = Path.Combine(directory.FullName, "infra", "azurite");
                if (IsComplete(candidate))
                {
                    return new AzuriteInstallation(candidate);
                }
            }
        }

        var copy = Path.Combine(AppContext.BaseDirectory, "azurite");
        return IsComplete(copy)
            ? ForUser(copy)
            : throw new AzuriteException(
                $"Azurite cannot be installed: neither infra/azurite nor {copy} holds {string.Join(", ", RequiredFiles)}. Start Azurite yourself, or rebuild the app.");
    }

    /// <summary>Installs Azurite unless it is. Of several processes one installs and the others wait for it.</summary>
    /// <exception cref="AzuriteException">Node.js or npm is missing, or npm failed.</exception>
    public async Task EnsureInstalledAsync(TimeSpan timeout, ILogger logger, CancellationToken cancellationToken)
    {
        if (IsInstalled())
        {
            return;
        }

        await using var held = await LockAsync(timeout, cancellationToken);
        if (IsInstalled())
        {
            return;
        }

        CopySource();
        logger.LogInformation("Installing Azurite (storage emulator) in {Folder}. This is done once and takes about a minute.", folder);
        await NodeTool.RunNpmAsync(folder, timeout, cancellationToken, "ci", "--no-audit", "--no-fund", "--loglevel=error");
        if (!IsInstalled())
        {
            throw new AzuriteException($"'npm ci' in {folder} ended well but did not install the locked version of Azurite. Run it by hand to see why.");
        }
    }

    // All apps of a user share one installation, and a clean build keeps it. Other files get another folder.
    private static AzuriteInstallation ForUser(string copy)
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (data.Length == 0)
        {
            return new AzuriteInstallation(copy);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in RequiredFiles)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(copy, file)));
        }

        var name = "azurite-" + Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        return new AzuriteInstallation(Path.Combine(data, "WorkDistribution.LocalRuntime", name), copy);
    }

    private void CopySource()
    {
        if (source is not null)
        {
            Directory.CreateDirectory(folder);
            foreach (var file in RequiredFiles)
            {
                File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
            }
        }
    }

    private static bool IsComplete(string candidate) => RequiredFiles.All(f => File.Exists(Path.Combine(candidate, f)));

    private bool IsInstalled() =>
        ReadVersion(InstalledLockFile) is { } installed && installed == ReadVersion(Path.Combine(folder, LockFile));

    private static string? ReadVersion(string lockFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(lockFile));
            return document.RootElement.GetProperty("packages").GetProperty("node_modules/azurite").GetProperty("version").GetString();
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or UnauthorizedAccessException)
        {
            // Missing, half-written or of an older npm: all mean "install again".
            return null;
        }
    }

    private async Task<FileStream> LockAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))));
        var path = Path.Combine(Path.GetTempPath(), $"azurite-install-{hash[..16]}.lock");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(LockRetryInterval, cancellationToken);
            }
            catch (IOException e)
            {
                throw new AzuriteException($"Another process has been installing Azurite in {folder} for more than {timeout:g}.", e);
            }
        }
    }
}
