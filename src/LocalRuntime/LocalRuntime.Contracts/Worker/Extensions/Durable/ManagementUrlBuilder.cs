using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Builds the management URLs of an instance as its caller sees them.</summary>
internal static class ManagementUrlBuilder
{
    private const string WebhookPath = "/runtime/webhooks/durabletask";

    // The official payload leaves the placeholder in double braces; clients that fill it in look for it that way.
    private const string ReasonPlaceholder = "reason={{text}}";

    public static HttpManagementPayload Build(DurableTaskClient client, string instanceId, HttpRequestData? request)
    {
        IManagementUrls? urls = client as IManagementUrls;
        string baseUrl = request is not null && urls is not { IsElsewhere: true }
            ? ForwardedOrigin.Of(request) + WebhookPath
            : urls?.BaseUrl ?? throw new InvalidOperationException(
                "Failed to create HTTP management payload as base URL is null. "
                + "Either use Functions bindings or provide an HTTP request to create the HttpPayload.");
        string instance = $"{baseUrl}/instances/{Uri.EscapeDataString(instanceId)}";
        string? common = urls?.QueryString;

        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = WithQuery(instance, common),
            SendEventPostUri = WithQuery($"{instance}/raiseEvent/{{eventName}}", common),
            TerminatePostUri = WithQuery($"{instance}/terminate", ReasonPlaceholder, common),
            RewindPostUri = WithQuery($"{instance}/rewind", ReasonPlaceholder, common),
            PurgeHistoryDeleteUri = WithQuery(instance, common),
            RestartPostUri = WithQuery($"{instance}/restart", common),
            SuspendPostUri = WithQuery($"{instance}/suspend", ReasonPlaceholder, common),
            ResumePostUri = WithQuery($"{instance}/resume", ReasonPlaceholder, common),
        };
    }

    private static string WithQuery(string url, params ReadOnlySpan<string?> parameters)
    {
        char separator = '?';
        foreach (string? parameter in parameters)
        {
            if (!string.IsNullOrEmpty(parameter))
            {
                url = $"{url}{separator}{parameter}";
                separator = '&';
            }
        }

        return url;
    }
}
