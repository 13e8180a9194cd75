using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>GET /api/work/metrics?window=60</c> shows what all processes did in the last seconds.</summary>
internal sealed class WorkMetricsFunction(WorkReporter reporter, EntitySignals signals, WorkLevels levels, TimeProvider time)
{
    private const int DefaultWindow = 60;

    /// <summary>Answers 200 with the figures, 400 when the window is not from 5 to 900 seconds, 503 when the entity that has them cannot be reached.</summary>
    [Function(WorkItemsFunctionNames.Metrics)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "work/metrics")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var window = ReadWindow(request, errors);
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        await reporter.ReportAsync(client, cancellationToken);

        // Both of one moment: the depth of a second ago does not fit what came and went since.
        var (monitor, counters) = (
            signals.TryReadAsync<WorkMonitorState>(client, WorkMonitorEntity.Id, cancellationToken),
            signals.TryReadAsync<PriorityState>(client, PriorityCountersEntity.Id, cancellationToken));
        return await monitor is { } measured && await counters is { } counted
            ? await request.JsonAsync(HttpStatusCode.OK, WorkMetricsView.From(measured, counted, window, levels, time.GetUtcNow()), cancellationToken)
            : await request.ProblemAsync(
                HttpStatusCode.ServiceUnavailable,
                "The metrics are not reachable.",
                $"The entity {WorkMonitorEntity.Id} or {PriorityCountersEntity.Id} does not answer. Send the request again when the durable engine runs.",
                cancellationToken);
    }

    private static int ReadWindow(HttpRequestData request, ValidationErrors errors)
    {
        if (HttpUtility.ParseQueryString(request.Url.Query)["window"] is not { } text)
        {
            return DefaultWindow;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var window)
            && window is >= WorkTimeline.FineSeconds and <= WorkTimeline.KeptSeconds)
        {
            return window;
        }

        errors.Add("window", $"must be a whole number of seconds from {WorkTimeline.FineSeconds} to {WorkTimeline.KeptSeconds}, not '{text}'.");
        return DefaultWindow;
    }
}
