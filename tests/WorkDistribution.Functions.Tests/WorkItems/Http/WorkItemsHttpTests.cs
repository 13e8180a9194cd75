using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Http;

/// <summary>The whole way through a running app: HTTP, table, ticket, worker.</summary>
public sealed class WorkItemsHttpTests(WorkItemsFixture app) : IClassFixture<WorkItemsFixture>
{
    [Fact]
    public async Task Submitted_item_is_followed_to_its_result()
    {
        using var response = await app.Client.PostWorkAsync("""{"handler":"sha256","payload":{"text":"abc"},"priority":"high"}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        var id = accepted.GetProperty("id").GetString()!;
        Assert.Equal(new Uri(app.Client.BaseAddress!, $"api/work/{id}").AbsoluteUri, accepted.GetProperty("statusUri").GetString());
        Assert.Equal(accepted.GetProperty("statusUri").GetString(), response.Headers.Location!.AbsoluteUri);

        var item = await app.Client.WaitForStateAsync(id, "COMPLETED");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", item.GetProperty("result").GetProperty("sha256").GetString());
        Assert.Equal("high", item.GetProperty("priority").GetString());
        Assert.Equal("completed", Assert.Single(item.GetProperty("history").EnumerateArray()).GetProperty("result").GetString());
        Assert.False(item.TryGetProperty("lastError", out _));
    }

    [Fact]
    public async Task Failing_item_is_retried_by_the_queue()
    {
        var id = await app.Client.SubmitWorkAsync("""{"handler":"flaky","payload":{"failures":1}}""");

        var item = await app.Client.WaitForStateAsync(id, "COMPLETED", "FAILED");

        Assert.Equal("COMPLETED", item.GetProperty("state").GetString());
        Assert.Equal(2, item.GetProperty("attempts").GetInt32());
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    [InlineData("{}", "handler")]
    [InlineData("""{"handler":5}""", "handler")]
    [InlineData("""{"handler":"nobody"}""", "handler")]
    [InlineData("""{"handler":"sleep"}""", "payload")]
    [InlineData("""{"handler":"sleep","payload":{}}""", "payload")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":-1}}""", "payload")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":"soon"}}""", "payload.milliseconds")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1,"more":1}}""", "payload.more")]
    [InlineData("""{"handler":"sha256","payload":{"text":null}}""", "payload.text")]
    [InlineData("""{"handler":"http-get","payload":{"url":"http://127.0.0.1:1/"}}""", "payload")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"priority":"urgent"}""", "priority")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"maxRetries":-1}""", "maxRetries")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"maxRetries":1.5}""", "maxRetries")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"timeoutSeconds":0}""", "timeoutSeconds")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"notBefore":"2030-01-01T00:00:00"}""", "notBefore")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"idempotencyKey":""}""", "idempotencyKey")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"affinityKey":1}""", "affinityKey")]
    [InlineData("""{"handler":"sleep","payload":{"milliseconds":1},"color":"red"}""", "color")]
    public async Task Bad_submission_is_refused_by_field(string body, string field)
    {
        using var response = await app.Client.PostWorkAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1-s03-0639000000000000000-aaaaaaaaaaaa")]
    public async Task Unknown_item_is_not_found(string id)
    {
        using var response = await app.Client.GetAsync($"api/work/{id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
