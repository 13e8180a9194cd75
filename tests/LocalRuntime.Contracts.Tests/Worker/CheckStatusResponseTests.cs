using System.Net;
using System.Text.Json;
using Azure.Core.Serialization;
using LocalRuntime.Contracts.Tests.DurableTask;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class CheckStatusResponseTests : IAsyncDisposable
{
    private const string Query = "taskHub=TestHubName&connection=Storage&code=key";
    private const string Base = "http://127.0.0.1:7071/runtime/webhooks/durabletask";

    private readonly DurableTaskClient _client = new WebhookDurableTaskClient(new FakeDurableTaskClient("hub"), Base, Query);
    private readonly FakeFunctionContext _context = new(services =>
        services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer()));

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task CreateCheckStatusResponseAsync_answers_202_with_location_retry_after_and_pascal_case_json()
    {
        FakeHttpRequestData request = new(_context, "http://localhost:7071/api/start?x=1");

        FakeHttpResponseData response = (FakeHttpResponseData)await _client.CreateCheckStatusResponseAsync(request, "a b");

        string instance = "http://localhost:7071/runtime/webhooks/durabletask/instances/a%20b";
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal([$"{instance}?{Query}"], response.Headers.GetValues("Location"));
        Assert.Equal(["10"], response.Headers.GetValues("Retry-After"));
        Assert.Equal(["application/json"], response.Headers.GetValues("Content-Type"));
        Dictionary<string, string?> payload = JsonSerializer.Deserialize<Dictionary<string, string?>>(response.Text)!;
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Id"] = "a b",
                ["StatusQueryGetUri"] = $"{instance}?{Query}",
                ["SendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{Query}",
                ["TerminatePostUri"] = $"{instance}/terminate?reason={{{{text}}}}&{Query}",
                ["RewindPostUri"] = $"{instance}/rewind?reason={{{{text}}}}&{Query}",
                ["PurgeHistoryDeleteUri"] = $"{instance}?{Query}",
                ["RestartPostUri"] = $"{instance}/restart?{Query}",
                ["SuspendPostUri"] = $"{instance}/suspend?reason={{{{text}}}}&{Query}",
                ["ResumePostUri"] = $"{instance}/resume?reason={{{{text}}}}&{Query}",
            },
            payload);
    }

    [Fact]
    public async Task CreateCheckStatusResponse_is_the_same_without_waiting_and_takes_a_status_code()
    {
        FakeHttpResponseData expected = (FakeHttpResponseData)await _client.CreateCheckStatusResponseAsync(
            new FakeHttpRequestData(_context), "1", HttpStatusCode.OK);

        FakeHttpResponseData actual = (FakeHttpResponseData)_client.CreateCheckStatusResponse(
            new FakeHttpRequestData(_context), "1", HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, actual.StatusCode);
        Assert.Equal(expected.Text, actual.Text);
    }

    [Theory]
    [InlineData("Forwarded", "for=10.0.0.1; proto=https; host=\"public.example\"", null, null, "https://public.example")]
    [InlineData("Forwarded", "Host=first.example;Proto=https, host=second.example", null, null, "https://first.example")]
    [InlineData("Forwarded", "for=10.0.0.1", "X-Forwarded-Host", "proxy.example", "http://proxy.example")]
    [InlineData("X-Forwarded-Proto", "https", "X-Forwarded-Host", "a.example, b.example", "https://a.example")]
    [InlineData("X-Forwarded-Proto", "https", null, null, "https://localhost:7071")]
    [InlineData("X-Other", "x", null, null, "http://localhost:7071")]
    public void Origin_is_the_one_the_caller_used(string name, string value, string? otherName, string? otherValue, string origin)
    {
        FakeHttpRequestData request = new(_context);
        request.Headers.Add(name, value);
        if (otherName is not null)
        {
            request.Headers.Add(otherName, otherValue);
        }

        string uri = _client.CreateHttpManagementPayload("1", request).StatusQueryGetUri!;

        Assert.Equal($"{origin}/runtime/webhooks/durabletask/instances/1?{Query}", uri);
    }

    [Fact]
    public void CreateHttpManagementPayload_without_a_request_uses_the_address_of_the_host() =>
        Assert.Equal($"{Base}/instances/1?{Query}", _client.CreateHttpManagementPayload("1").StatusQueryGetUri);

    [Fact]
    public void CreateHttpManagementPayload_needs_an_id_and_an_origin()
    {
        Assert.Throws<ArgumentException>("instanceId", () => _client.CreateHttpManagementPayload(string.Empty));
        Assert.Throws<InvalidOperationException>(() => new FakeDurableTaskClient("hub").CreateHttpManagementPayload("1"));
    }

    [Fact]
    public void WebhookDurableTaskClient_hands_on_every_operation()
    {
        // Shorter overloads forward to a longer one of the same name, and GetInstanceAsync to GetInstancesAsync.
        HashSet<string> overridden = [.. typeof(WebhookDurableTaskClient).GetMethods()
            .Where(method => method.DeclaringType == typeof(WebhookDurableTaskClient)).Select(method => method.Name)];
        IEnumerable<string> missing = typeof(DurableTaskClient).GetMethods()
            .Where(method => method.IsVirtual && method.DeclaringType == typeof(DurableTaskClient) && !overridden.Contains(method.Name))
            .Select(method => method.Name).Distinct();

        Assert.Equal(["GetInstanceAsync"], missing);
    }
}
