using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>Keeps the status of each monitored timer in a small file of its own.</summary>
internal sealed class TimerStatusStore(string folder, ILogger logger)
{
    public TimerStatus? Read(string function)
    {
        var path = PathOf(function);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<TimerStatus>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException e)
        {
            logger.LogWarning("The timer status {Path} is not readable and starts anew: {Reason}", path, e.Message);
            return null;
        }
    }

    public void Write(string function, TimerStatus status)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(function);
        var next = path + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(status));

        // Renaming is atomic: whoever reads sees the old status or the new one, also after a crash.
        File.Move(next, path, overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(folder, Uri.EscapeDataString(function.ToLowerInvariant()) + ".json");
}
