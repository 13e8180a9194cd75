using System.Collections.Concurrent;
using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Says once that a storage service is out of reach, and once that it is back, however many listeners notice.</summary>
internal sealed class StorageAvailability(ILogger<StorageAvailability> logger)
{
    private readonly ConcurrentDictionary<string, bool> _down = new(StringComparer.OrdinalIgnoreCase);

    public void ReportUp(Uri queue)
    {
        if (_down.TryRemove(Service(queue), out _))
        {
            logger.LogInformation("The storage service at {Service} answers again.", Service(queue));
        }
    }

    public void ReportDown(Uri queue, Exception error)
    {
        if (_down.TryAdd(Service(queue), true))
        {
            logger.LogError("{Message}", Describe(queue, error));
        }
        else
        {
            logger.LogDebug("The storage service at {Service} is still out of reach: {Reason}", Service(queue), FirstLine(error));
        }
    }

    private static string Describe(Uri queue, Exception error) => queue.IsLoopback && IsRefused(error)
        ? $"Azurite is not running at {Service(queue)}. Queue triggers wait for it and go on by themselves when it runs; "
            + "the host starts it when it is itself started, or run 'npx azurite'."
        : $"The storage service at {Service(queue)} does not take requests: {FirstLine(error)} Queue triggers try again until it does.";

    private static string Service(Uri queue) => queue.GetLeftPart(UriPartial.Authority);

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim();

    private static bool IsRefused(Exception error) => error switch
    {
        SocketException => true,
        AggregateException many => many.InnerExceptions.Any(IsRefused),
        RequestFailedException { Status: > 0 } => false,
        _ => error.InnerException is { } inner && IsRefused(inner),
    };
}
