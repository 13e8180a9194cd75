using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Takes submissions from the queue <c>work-submissions</c>: the same JSON as <c>POST /api/work</c>.</summary>
internal sealed class SubmissionsFunction(
    WorkSubmissionReader reader,
    WorkSubmitter submitter,
    WorkStorage storage,
    PriorityBoard board,
    WorkReporter reporter,
    Backpressure backpressure,
    ILogger<SubmissionsFunction> logger)
{
    /// <summary>Bytes that fit a message when they are encoded as Base64.</summary>
    private const int MaxMessageBytes = 48 * 1024;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>
    /// Stores a submission. One that is not valid goes to the poison queue with the reason; above the depth limit it goes back to the
    /// queue for a while, however often.
    /// </summary>
    /// <returns>The ticket for it; null for none.</returns>
    [Function(WorkItemsFunctionNames.Submissions)]
    [QueueOutput(WorkQueueNames.Tickets)]
    public async Task<string?> RunAsync(
        [QueueTrigger(WorkQueueNames.Submissions)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        if (reader.Read(message.Body, errors) is not { } submission)
        {
            await BuryAsync(message, errors, cancellationToken);
            return null;
        }

        // A message may be delivered twice; its id makes it one submission.
        var keyed = submission.IdempotencyKey is null ? submission with { IdempotencyKey = $"message:{message.MessageId}" } : submission;
        await board.RefreshAsync(client, cancellationToken);
        if (backpressure.Room <= 0)
        {
            await PutBackAsync(message, keyed.IdempotencyKey!, cancellationToken);
            return null;
        }

        var submitted = await submitter.SubmitAsync(keyed, cancellationToken);
        await reporter.ReportLaterAsync(client, cancellationToken);
        return submitted.Ticket;
    }

    private async Task PutBackAsync(QueueMessage message, string key, CancellationToken cancellationToken)
    {
        // A copy, since each delivery of the message itself brings it nearer to the poison queue. It keeps the key: should this message
        // be delivered again although the copy was sent, the two are still one submission.
        var copy = JsonNode.Parse(message.Body)!.AsObject();
        copy["idempotencyKey"] = key;
        await storage.EnsureCreatedAsync(cancellationToken);
        await storage.Submissions.SendMessageAsync(copy.ToJsonString(), TimeSpan.FromSeconds(backpressure.RetryAfterSeconds), NeverExpires, cancellationToken);
    }

    private async Task BuryAsync(QueueMessage message, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var reason = string.Join(" ", errors.Messages.SelectMany(static field => field.Value.Select(text => field.Key.Length == 0 ? text : $"{field.Key}: {text}")));
        logger.LogWarning(
            "Message {Id} of queue '{Queue}' is not a submission and goes to '{Poison}': {Reason}",
            message.MessageId, WorkQueueNames.Submissions, WorkQueueNames.SubmissionsPoison, reason);
        var text = Encoding.UTF8.GetString(message.Body.ToMemory().Span);
        await storage.EnsureCreatedAsync(cancellationToken);
        await storage.SubmissionsPoison.SendMessageAsync(ToPoison(reason, text), timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    /// <summary>The message and what is wrong with it, of both as much as fits.</summary>
    private static string ToPoison(string reason, string text)
    {
        for (var kept = text.Length; ; kept /= 2)
        {
            var poison = JsonSerializer.Serialize(new { reason = Shorten(reason, Math.Max(kept, 1000)), message = Shorten(text, kept) }, Readable);
            if (kept == 0 || Encoding.UTF8.GetByteCount(poison) <= MaxMessageBytes)
            {
                return poison;
            }
        }
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : $"{text[..length]}…";
}
