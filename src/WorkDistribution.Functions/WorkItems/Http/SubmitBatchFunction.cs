using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>POST /api/work/batch</c> submits many items, one a line.</summary>
internal sealed class SubmitBatchFunction(BatchSubmitter submitter, PriorityBoard board, WorkReporter reporter, Backpressure backpressure)
{
    private const int MaxSpreadSeconds = 86_400;

    private static readonly string[] MediaTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

    /// <summary>
    /// Answers 202 with the ids and what is wrong by line, 400 when a parameter is wrong, 415 when the body is something else, 429 above the depth limit, 503 when
    /// nothing could be stored.
    /// </summary>
    [Function(WorkItemsFunctionNames.SubmitBatch)]
    public async Task<WorkSubmitted> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "work/batch")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var contentType = request.Headers.TryGetValues("Content-Type", out var values) ? values.FirstOrDefault() : null;
        if (contentType is not null && !MediaTypes.Contains(contentType.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return new WorkSubmitted
            {
                Response = await request.ProblemAsync(
                    HttpStatusCode.UnsupportedMediaType,
                    "The content type is not supported.",
                    $"A batch has one JSON object a line and the content type {MediaTypes[0]}, not '{contentType}'.",
                    cancellationToken),
            };
        }

        var errors = new ValidationErrors();
        var query = HttpUtility.ParseQueryString(request.Url.Query);
        var spread = new StartSpread(ReadSpan(query, "rampUpSeconds", errors), ReadSpan(query, "jitterSeconds", errors));
        if (!errors.IsEmpty)
        {
            return new WorkSubmitted { Response = await request.InvalidAsync(errors, cancellationToken) };
        }

        await board.RefreshAsync(client, cancellationToken);
        if (backpressure.Room <= 0)
        {
            return new WorkSubmitted { Response = await request.TooManyItemsAsync(backpressure, cancellationToken) };
        }

        var result = await submitter.SubmitAsync(request.Body, spread, cancellationToken);
        await reporter.ReportAsync(client, cancellationToken);
        return new WorkSubmitted
        {
            Response = result.StorageProblem is { } problem
                ? await request.StorageProblemAsync(problem, cancellationToken)
                : await request.JsonAsync(HttpStatusCode.Accepted, result, cancellationToken),
            Ticket = result.Ticket,
        };
    }

    private static TimeSpan ReadSpan(NameValueCollection query, string parameter, ValidationErrors errors)
    {
        if (query[parameter] is not { } text)
        {
            return TimeSpan.Zero;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MaxSpreadSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        errors.Add(parameter, $"must be a number of seconds from 0 to {MaxSpreadSeconds}, not '{text}'.");
        return TimeSpan.Zero;
    }
}
