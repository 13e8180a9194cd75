using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>POST /api/work</c> submits an item.</summary>
internal sealed class SubmitWorkFunction(WorkSubmissionReader reader, WorkSubmitter submitter, PriorityBoard board, WorkReporter reporter, Backpressure backpressure)
{
    /// <summary>Answers 202 with the item's id, 400 that names the fields that are wrong, 429 above the depth limit, 503 without storage.</summary>
    [Function(WorkItemsFunctionNames.Submit)]
    public async Task<WorkSubmitted> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "work")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(reader.MaxBytes, errors, cancellationToken, "Put the data elsewhere and submit a reference to it.");
        if (body is null || reader.Read(body.Value, errors) is not { } submission)
        {
            return new WorkSubmitted { Response = await request.InvalidAsync(errors, cancellationToken) };
        }

        await board.RefreshAsync(client, cancellationToken);
        if (backpressure.Room <= 0)
        {
            return new WorkSubmitted { Response = await request.TooManyItemsAsync(backpressure, cancellationToken) };
        }

        try
        {
            var submitted = await submitter.SubmitAsync(submission, cancellationToken);
            await reporter.ReportLaterAsync(client, cancellationToken);
            return new WorkSubmitted
            {
                Response = await request.AcceptedItemAsync(submitted.Id, request.Url.AbsolutePath, cancellationToken),
                Ticket = submitted.Ticket,
            };
        }
        catch (Exception e) when (WorkResponses.IsStorageProblem(e))
        {
            return new WorkSubmitted { Response = await request.StorageProblemAsync(e, cancellationToken) };
        }
    }
}
