using System.Globalization;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.MasterWorker.Requests;

/// <summary>Reads a batch and names every field that is wrong; each payload is shown to its handler.</summary>
internal sealed class BatchRequestReader(PayloadCheck check, IOptions<WorkItemsOptions> workItems)
{
    private const string Example = """{"handler":"sha256","tasks":[{"text":"a"},{"text":"b"}]}""";

    /// <summary>Reads a body.</summary>
    /// <returns>The batch, or null when something is wrong.</returns>
    public BatchRequest? Read(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        if (RequestFields.Parse(body, Example, errors) is not { } fields)
        {
            return null;
        }

        var request = new BatchRequest(
            fields.RequiredText("handler", 64),
            fields.Array("tasks", BatchLimits.MaxTasks),
            fields.Integer("maxInFlight", 1, BatchLimits.MaxInFlight) ?? 32,
            fields.Integer("taskTimeoutSeconds", 1, BatchLimits.MaxTimeoutSeconds) ?? 60,
            fields.Integer("maxAttempts", 1, BatchLimits.MaxAttempts) ?? 3);
        fields.RefuseOthers();
        if (request.Tasks.Count == 0 && !errors.Messages.ContainsKey("tasks"))
        {
            errors.Add("tasks", "is missing or empty: give an array with the payload of each task.");
        }

        CheckPayloads(request, errors);
        return errors.IsEmpty ? request : null;
    }

    private void CheckPayloads(BatchRequest request, ValidationErrors errors)
    {
        if (errors.Messages.ContainsKey("handler"))
        {
            return;
        }

        if (check.RefuseHandler(request.Handler) is { } unknown)
        {
            errors.Add("handler", unknown);
            return;
        }

        for (var i = 0; i < request.Tasks.Count && errors.Messages.Count < BatchLimits.MaxComplaints; i++)
        {
            if (check.Refuse(request.Handler, request.Tasks[i].GetRawText(), workItems.Value.MaxPayloadBytes) is var (field, message))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"tasks[{i}]");
                errors.Add(field.StartsWith("payload", StringComparison.Ordinal) ? name + field["payload".Length..] : name, message);
            }
        }
    }
}
