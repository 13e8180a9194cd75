using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WorkDistribution.PublishedApp.Tests;

public sealed class HttpFunctionTests(PublishedAppFixture app)
{
    // What the host's Durable extension gives to [DurableClient]; the client opens no connection before its first call.
    private const string DurableClient = """
        {
          "rpcBaseUrl": "http://127.0.0.1:1",
          "taskHubName": "WorkDistribution",
          "connectionName": "Storage",
          "requiredQueryStringParameters": "code=key",
          "httpBaseUrl": "http://127.0.0.1:1/runtime/webhooks/durabletask",
          "maxGrpcMessageSizeInBytes": 2147483647,
          "grpcHttpClientTimeout": "\"00:01:40\""
        }
        """;

    [Fact]
    public async Task A_request_is_answered_by_the_workers_web_server()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mapreduce/jobs");

        using var response = await app.Host.SendAsync("MapReduceJobs", request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var jobs = answer.GetProperty("jobs").Deserialize<string[]>()!;
        Assert.Equal(["grep", "inverted-index", "sort", "word-count"], jobs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Route_values_bodies_and_durable_clients_are_bound()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/mapreduce/no-such-job")
        {
            Content = JsonContent.Create(new { input = new { files = new[] { "*.txt" } }, reducers = "many" }),
        };

        using var response = await app.Host.SendAsync(
            "MapReduceStart", request, route: new() { ["job"] = "no-such-job" }, inputs: new() { ["client"] = DurableClient });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["job", "reducers"], errors.EnumerateObject().Select(static error => error.Name));
        Assert.Contains("no-such-job", errors.GetProperty("job")[0].GetString(), StringComparison.Ordinal);
    }
}
