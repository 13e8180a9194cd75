using System.Text.Json;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>Reads the messages of both queues.</summary>
internal static class MessageReader
{
    /// <summary>Reads a task.</summary>
    /// <exception cref="InvalidDataException">The message is none: it ends in the poison queue.</exception>
    public static TaskMessage ReadTask(string message) =>
        Read<TaskMessage>(message) is { Handler: not null, Index: >= 0, TimeoutSeconds: > 0 } task && IsBatch(task.Batch) ? task : throw Malformed("task");

    /// <summary>Reads a report.</summary>
    /// <exception cref="InvalidDataException">The message is none: it ends in the poison queue.</exception>
    public static TaskReport ReadReport(string message) =>
        Read<TaskReport>(message) is { Index: >= 0 } report && IsBatch(report.Batch) ? report : throw Malformed("report");

    private static T? Read<T>(string message)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(message, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsBatch(string? batch) => batch is not null && ObjectName.IsSegment(batch);

    private static InvalidDataException Malformed(string kind) => new($"The message is no {kind} of a master. Only this app puts messages into its queues.");
}
