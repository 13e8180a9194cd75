using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Recovery;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>POST /api/work/redrive</c> <c>{handler, priority, top}</c> starts failed items anew. Cancelled ones stay as they are.</summary>
internal sealed class RedriveAllWorkFunction(WorkRedriver redriver, WorkLevels levels, PriorityBoard board, WorkReporter reporter, Backpressure backpressure)
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int DefaultTop = 1000;
    private const int MaxTop = 10_000;

    /// <summary>
    /// Answers 202 with <c>{"redriven":n,"more":true}</c>, 400 that names the field that is wrong, 429 above the depth limit, 503 without
    /// storage.
    /// </summary>
    [Function(WorkItemsFunctionNames.RedriveAll)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "work/redrive")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var (level, handler, top) = await ReadAsync(request, errors, cancellationToken);
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        await board.RefreshAsync(client, cancellationToken);
        return backpressure.Room <= 0
            ? await request.TooManyItemsAsync(backpressure, cancellationToken)
            : await request.OnStorageAsync(
                async () =>
                {
                    var (redriven, isMore) = await redriver.RedriveAllAsync(level, handler, (int)Math.Min(top, backpressure.Room), cancellationToken);
                    await reporter.ReportAsync(client, cancellationToken);
                    return await request.JsonAsync(HttpStatusCode.Accepted, new { redriven, more = isMore }, cancellationToken);
                },
                cancellationToken);
    }

    private async Task<(int? Level, string? Handler, int Top)> ReadAsync(HttpRequestData request, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var body = await request.ReadBodyAsync(MaxBodyBytes, errors, cancellationToken);
        if (body is null)
        {
            return default;
        }

        if (body.Value.IsEmpty || RequestFields.Parse(body.Value, """{"handler":"flaky","priority":"low","top":100}""", errors) is not { } fields)
        {
            return (null, null, DefaultTop);
        }

        var priority = fields.OneOf("priority", [.. levels.Names]);
        var handler = fields.Text("handler", 64);
        var top = fields.Integer("top", 1, MaxTop) ?? DefaultTop;
        fields.RefuseOthers();
        return (levels.TryFind(priority, out var level) ? level : null, handler, top);
    }
}
