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
        var body = await RequestBody.ReadAsync(request.Body, MaxBytes, cancellationToken);
        var fields = RequestFields.Parse(body ?? default, Example, errors);
        var capacity = fields?.Integer("capacity", 1, MaxCapacity) ?? 10;
        var order = new AcquireRequest(
            fields?.Integer("permits", 1, capacity) ?? 1, capacity, fields?.Number("perSecond", 0.001, MaxCapacity) ?? capacity);
        fields?.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var answer = await client.AskAsync<AcquireAnswer>(ActorFunctionNames.RateLimiter, key, nameof(RateLimiterEntity.Acquire), order, cancellationToken);
        if (answer.Granted)
        {
            return await request.JsonAsync(HttpStatusCode.OK, answer, cancellationToken);
        }

        var response = request.CreateResponse(HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", Math.Max(1, Math.Ceiling(answer.RetryAfterMs / 1000)).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
