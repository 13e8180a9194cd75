using System.IO.Hashing;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>POST /api/sagas/{name}</c> starts a saga.</summary>
internal sealed class StartSagaFunction(SagaRegistry sagas, IOptions<SagasOptions> options)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 200;

    /// <summary>
    /// Starts a saga: 202 with its id; 400 that names the fields that are wrong; 404 if there is no such saga. A request that is repeated
    /// with the same <c>Idempotency-Key</c> header starts nothing new; with another body it is refused with 409.
    /// </summary>
    [Function(SagaFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{name}")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!sagas.TryGet(name, out var saga))
        {
            return await request.ProblemAsync(
                HttpStatusCode.NotFound,
                "There is no such saga.",
                $"No saga is named '{name}': {string.Join(", ", sagas.Definitions.Select(static definition => definition.Name))} are.",
                cancellationToken);
        }

        var errors = new ValidationErrors();
        var key = ReadKey(request, errors);
        var order = await ReadAsync(request, name, saga, errors, cancellationToken);
        if (!errors.IsEmpty || order is null)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var id = key is null ? Guid.NewGuid().ToString("N") : IdOf(name, key);
        if (key is not null && await client.FindAsync(id, SagaFunctionNames.Orchestrator, cancellationToken) is { } existing)
        {
            return await RepeatedAsync(request, existing, order, cancellationToken);
        }

        try
        {
            var start = new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(SagaFunctionNames.Orchestrator, order, start, cancellationToken);
        }
        catch (Exception) when (key is not null)
        {
            // Runtimes differ in what they throw when the same request came in twice at the same time.
            if (await client.FindAsync(id, SagaFunctionNames.Orchestrator, cancellationToken) is not { } winner)
            {
                throw;
            }

            return await RepeatedAsync(request, winner, order, cancellationToken);
        }

        return await StartedAsync(request, id, name, cancellationToken);
    }

    private static string? ReadKey(HttpRequestData request, ValidationErrors errors)
    {
        if (!request.Headers.TryGetValues(KeyHeader, out var values))
        {
            return null;
        }

        var key = string.Join(',', values);
        if (key.Length is 0 or > MaxKeyLength)
        {
            errors.Add(KeyHeader, $"The header has {key.Length} characters: use 1 to {MaxKeyLength}.");
        }

        return key;
    }

    // A hash, because an instance id may not hold every character that a key may.
    private static string IdOf(string name, string key) => $"{name}-{Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes($"{name}\n{key}")))}";

    private static Task<HttpResponseData> StartedAsync(HttpRequestData request, string id, string name, CancellationToken cancellationToken) =>
        request.AcceptedAsync(SagaResponses.StatusUri(request, id), new { id, saga = name, statusUri = SagaResponses.StatusUri(request, id) }, cancellationToken);

    private static Task<HttpResponseData> RepeatedAsync(
        HttpRequestData request, OrchestrationMetadata existing, SagaRequest order, CancellationToken cancellationToken) =>
        existing.ReadInputAs<SagaRequest>() is { } first && JsonElement.DeepEquals(first.Input, order.Input)
            ? StartedAsync(request, existing.InstanceId, order.Saga, cancellationToken)
            : request.ConflictAsync(
                "The idempotency key is taken.",
                $"A request with the same {KeyHeader} and another body started '{existing.InstanceId}'. Use a new key for a new request.",
                cancellationToken);

    private async Task<SagaRequest?> ReadAsync(HttpRequestData request, string name, Saga saga, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var fields = await request.ReadFieldsAsync(
            options.Value.MaxRequestBytes, """{"sku":"lamp"}""", errors, cancellationToken, "Put large data into an object and send its name.");
        if (fields is null)
        {
            return null;
        }

        var (input, notNeeded) = saga.Read(fields);
        fields.RefuseOthers();
        return new SagaRequest(name, saga.Definition.Steps, notNeeded, input, options.Value.ParkedRetryInterval);
    }
}
