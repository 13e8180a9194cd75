using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Actors.Http;

/// <summary><c>POST /api/actors/rate-limiters/{key}/acquire</c> asks for permits.</summary>
internal sealed class AcquireFunction
{
    private const int MaxCapacity = 1_000_000;
    private const long MaxBytes = 4096;
    private const string Example = """{"permits":1,"capacity":10,"perSecond":5}""";

    /// <summary>Answers 200 when the permits are granted, 429 with <c>Retry-After</c> when not, 400 when the request is wrong.</summary>
    [Function(ActorFunctionNames.Acquire)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "actors/rate-limiters/{key}/acquire")] HttpRequestData request,
        string key,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        ActorKey.Check("key", key, errors);
        var fields = await request.ReadFieldsAsync(MaxBytes, Example, errors, cancellationToken);
        var capacity = fields?.Integer("capacity", 1, MaxCapacity) ?? 10;
        var order = new AcquireRequest(
            fields?.Integer("permits", 1, capacity) ?? 1, capacity, fields?.Number("perSecond", 0.001, MaxCapacity) ?? capacity);
        fields?.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var answer = await client.AskAsync<AcquireAnswer>(ActorFunctionNames.RateLimiter, key, nameof(RateLimiterEntity.Acquire), order, cancellationToken);
        return answer.Granted
            ? await request.JsonAsync(HttpStatusCode.OK, answer, cancellationToken)
            : await request.ProblemAsync(
                HttpStatusCode.TooManyRequests,
                "There are too few permits.",
                string.Create(CultureInfo.InvariantCulture, $"{order.Permits} were asked for and {answer.Available:0.##} are there. Ask again in {answer.RetryAfterMs:0} ms."),
                cancellationToken,
                (int)Math.Max(1, Math.Ceiling(answer.RetryAfterMs / 1000)));
    }
}
