using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Reads a submission's JSON and names every field that is wrong, not just the first.</summary>
internal sealed class WorkSubmissionReader(
    PayloadCheck check, WorkLevels levels, IOptions<WorkItemsOptions> options)
{
    private const int MaxKeyLength = 256;
    private const string Example = """{"handler":"sleep","payload":{"milliseconds":10}}""";

    private readonly WorkItemsOptions _options = options.Value;

    /// <summary>Bytes that no valid submission exceeds: its payload and the other members.</summary>
    public int MaxBytes => _options.MaxPayloadBytes + (16 * 1024);

    /// <summary>Reads a submission.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <returns>The submission; null if an error was added.</returns>
    public WorkSubmission? Read(ReadOnlyMemory<byte> json, ValidationErrors errors)
    {
        if (RequestFields.Parse(json, Example, errors) is not { } fields)
        {
            return null;
        }

        var submission = new WorkSubmission(
            fields.RequiredText("handler", 64),
            fields.Any("payload")?.GetRawText() ?? "null",
            levels.TryFind(fields.OneOf("priority", [.. levels.Names]), out var level) ? level : levels.Default,
            fields.Integer("maxRetries", 0, _options.MaxRetries) ?? _options.DefaultRetries,
            fields.Integer("timeoutSeconds", 1, _options.MaxTimeoutSeconds) ?? _options.DefaultTimeoutSeconds,
            fields.Time("notBefore"),
            fields.Text("idempotencyKey", MaxKeyLength),
            fields.Text("affinityKey", MaxKeyLength));
        fields.RefuseOthers();
        CheckHandler(submission, errors);
        return errors.IsEmpty ? submission : null;
    }

    private void CheckHandler(WorkSubmission submission, ValidationErrors errors)
    {
        if (errors.Messages.ContainsKey("handler"))
        {
            return;
        }

        if (check.Refuse(submission.Handler, submission.Payload, _options.MaxPayloadBytes) is var (field, message))
        {
            errors.Add(field, message);
        }
    }
}
