using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>A running Azurite that this process started.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Process _node;
    private readonly ILogger _logger;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<StorageEndpoints> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, int> _ports = [];

    private AzuriteProcess(Process node, ILogger logger)
    {
        _node = node;
        _logger = logger;
        node.OutputDataReceived += (_, e) => OnOutput(e.Data);
        node.ErrorDataReceived += (_, e) => OnError(e.Data);
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
    }

    public int ProcessId => _node.Id;

    /// <summary>Starts Azurite and waits until its three services say where they listen.</summary>
    /// <exception cref="AzuriteException">It ended, or did not get ready in time.</exception>
    public static async Task<(AzuriteProcess Process, StorageEndpoints Endpoints)> StartAsync(
        AzuriteInstallation installation, AzuriteOptions options, string folder, ILogger logger, CancellationToken cancellationToken)
    {
        var process = new AzuriteProcess(NodeTool.StartNode(installation.Folder, Arguments(options, folder)), logger);
        try
        {
            var ended = process._node.WaitForExitAsync(CancellationToken.None);
            var first = await Task.WhenAny(process._ready.Task, ended).WaitAsync(options.StartTimeout, cancellationToken);
            return first == ended ? throw process.Ended() : (process, await process._ready.Task);
        }
        catch (TimeoutException e)
        {
            await process.DisposeAsync();
            throw new AzuriteException($"Azurite did not get ready within {options.StartTimeout:g}. It said: {process.Errors()}", e);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets Azurite write what it holds and end; kills it when it takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _node.StandardInput.Close();
            await _node.WaitForExitAsync(CancellationToken.None).WaitAsync(StopTimeout);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            _logger.LogDebug("Azurite did not stop by itself and is ended: {Reason}", e.Message);
            _node.Kill(entireProcessTree: true);
        }
        finally
        {
            _node.Dispose();
        }
    }

    private static string[] Arguments(AzuriteOptions options, string folder) =>
    [
        AzuriteInstallation.StartScript, "--silent", "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry",
        "--location", folder,
        "--blobPort", $"{options.BlobPort}", "--queuePort", $"{options.QueuePort}", "--tablePort", $"{options.TablePort}",
    ];

    private void OnOutput(string? line)
    {
        if (line is null || ListeningLine().Match(line) is not { Success: true } match)
        {
            return;
        }

        _ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].ValueSpan);
        if (_ports.Count == 3)
        {
            _ready.TrySetResult(new StorageEndpoints(_ports["Blob"], _ports["Queue"], _ports["Table"]));
        }
    }

    private void OnError(string? line)
    {
        if (line is null)
        {
            return;
        }

        _logger.LogDebug("Azurite: {Line}", line);
        lock (_errors)
        {
            // Only the start is ever shown, so a long life does not make this grow.
            if (_errors.Length < 4096)
            {
                _errors.AppendLine(line);
            }
        }
    }

    private AzuriteException Ended() => new($"Azurite ended with exit code {_node.ExitCode} before it was ready: {Errors()}");

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.ToString().Trim();
        }
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://\S+:(?<port>\d+)")]
    private static partial Regex ListeningLine();
}
