using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.MasterWorker.Requests;

/// <summary>Reads a batch and names every field that is wrong; each payload is shown to its handler.</summary>
internal sealed class BatchRequestReader(WorkHandlers handlers, IServiceScopeFactory scopes, IOptions<WorkItemsOptions> workItems)
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

        if (!handlers.TryGet(request.Handler, out var registration))
        {
            errors.Add("handler", $"'{request.Handler}' is not registered: use one of {string.Join(", ", handlers.Names)}.");
            return;
        }

        using var scope = scopes.CreateScope();
        var handler = registration.Create(scope.ServiceProvider);
        for (var i = 0; i < request.Tasks.Count && errors.Messages.Count < BatchLimits.MaxComplaints; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"tasks[{i}]");
            var payload = request.Tasks[i].GetRawText();
            if (Encoding.UTF8.GetByteCount(payload) > workItems.Value.MaxPayloadBytes)
            {
                errors.Add(name, $"has more than {workItems.Value.MaxPayloadBytes} bytes: put the data elsewhere and submit a reference to it.");
            }
            else if (handler.Refuse(payload) is { } refusal)
            {
                errors.Add(refusal.Field.StartsWith("payload", StringComparison.Ordinal) ? name + refusal.Field["payload".Length..] : name, refusal.Message);
            }
        }
    }
}
