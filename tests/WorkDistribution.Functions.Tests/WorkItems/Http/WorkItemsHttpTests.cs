using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
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

    [Fact]
    public async Task Batch_is_stored_by_line_and_listed()
    {
        string[] lines =
        [
            .. Enumerable.Repeat("""{"handler":"sleep","payload":{"milliseconds":0},"priority":"low","notBefore":"2090-01-01T00:00:00Z"}""", 3),
            "nonsense",
        ];
        using var response = await app.Client.PostBatchAsync(lines);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var batch = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((3, 1), (batch.GetProperty("accepted").GetInt32(), batch.GetProperty("rejected").GetInt32()));
        Assert.Equal(4, Assert.Single(batch.GetProperty("errors").EnumerateArray()).GetProperty("line").GetInt32());
        var ids = batch.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ToList();
        Assert.Null(ids[3]);

        var listed = new List<string>();
        string? token = null;
        do
        {
            var page = await app.Client.ReadAsync($"api/work?state=pending&priority=low&top=2&continuationToken={token}");
            Assert.True(page.GetProperty("items").GetArrayLength() <= 2);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            token = page.GetProperty("continuationToken").GetString();
        }
        while (token is not null);
        Assert.Equal(ids.Take(3).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        foreach (var id in listed)
        {
            using var cancelled = await app.Client.DeleteAsync($"api/work/{id}");
            Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
            using var again = await app.Client.DeleteAsync($"api/work/{id}");
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        }
    }

    [Fact]
    public async Task Whole_list_has_unfinished_and_finished_items()
    {
        var done = await app.Client.SubmitWorkAsync("""{"handler":"sleep","payload":{"milliseconds":0}}""");
        await app.Client.WaitForStateAsync(done, "COMPLETED");
        var waiting = await app.Client.SubmitWorkAsync("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""");

        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await app.Client.ReadAsync($"api/work?top=3&continuationToken={token}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            token = page.GetProperty("continuationToken").GetString();
        }
        while (token is not null);

        Assert.Contains(done, ids);
        Assert.Contains(waiting, ids);
        using var cancelled = await app.Client.DeleteAsync($"api/work/{waiting}");
    }

    [Theory]
    [InlineData("state=DONE", "state")]
    [InlineData("priority=urgent", "priority")]
    [InlineData("top=0", "top")]
    [InlineData("top=1001", "top")]
    [InlineData("continuationToken=nonsense", "continuationToken")]
    public async Task Bad_query_is_refused_by_parameter(string query, string parameter)
    {
        using var response = await app.Client.GetAsync($"api/work?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, Assert.Single((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Batch_of_another_type_is_refused()
    {
        using var response = await app.Client.PostAsync("api/work/batch", new StringContent("[]", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("rampUpSeconds=-1", "rampUpSeconds")]
    [InlineData("rampUpSeconds=soon", "rampUpSeconds")]
    [InlineData("jitterSeconds=86401", "jitterSeconds")]
    [InlineData("jitterSeconds=", "jitterSeconds")]
    public async Task Bad_spread_is_refused_by_parameter(string query, string parameter)
    {
        using var response = await app.Client.PostBatchAsync(["""{"handler":"sleep","payload":{"milliseconds":0}}"""], query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, Assert.Single((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Scheduled_burst_starts_along_its_ramp_and_never_early()
    {
        var notBefore = TimeProvider.System.GetUtcNow().AddSeconds(1);
        var line = JsonSerializer.Serialize(new { handler = "sleep", payload = new { milliseconds = 0 }, notBefore });
        using var response = await app.Client.PostBatchAsync(Enumerable.Repeat(line, 60), "rampUpSeconds=2&jitterSeconds=0.5");
        var ids = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToList();

        var due = new List<DateTimeOffset>();
        foreach (var id in ids)
        {
            var item = await app.Client.WaitForStateAsync(id, "COMPLETED");
            due.Add(item.GetProperty("dueAt").GetDateTimeOffset());
            Assert.True(item.GetProperty("startedAt").GetDateTimeOffset() >= due[^1], "none starts early");
        }

        Assert.All(due, moment => Assert.InRange(moment, notBefore, notBefore.AddSeconds(2.5)));
        Assert.True(due.Max() - due.Min() > TimeSpan.FromSeconds(1), "they are spread");
    }

    [Fact]
    public async Task Running_item_is_cancelled()
    {
        var id = await app.Client.SubmitWorkAsync("""{"handler":"sleep","payload":{"milliseconds":600000}}""");
        await app.Client.WaitForStateAsync(id, "RUNNING");

        using var response = await app.Client.DeleteAsync($"api/work/{id}");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.True((await app.Client.WaitForStateAsync(id, "FAILED")).GetProperty("cancelled").GetBoolean());
    }

    [Fact]
    public async Task Failed_item_starts_anew_by_request()
    {
        var id = await app.Client.SubmitWorkAsync("""{"handler":"flaky","payload":{"failures":1},"maxRetries":0}""");
        await app.Client.WaitForStateAsync(id, "FAILED");

        using var response = await app.Client.PostAsync($"api/work/{id}/redrive", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.EndsWith($"/api/work/{id}", response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(1, (await app.Client.WaitForStateAsync(id, "COMPLETED")).GetProperty("redrives").GetInt32());
        using var again = await app.Client.PostAsync($"api/work/{id}/redrive", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Failed_items_start_anew_in_bulk()
    {
        var id = await app.Client.SubmitWorkAsync("""{"handler":"flaky","payload":{"failures":1},"maxRetries":0,"priority":"high"}""");
        await app.Client.WaitForStateAsync(id, "FAILED");

        using var refused = await app.Client.PostAsync("api/work/redrive", new StringContent("""{"priority":"urgent"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var response = await app.Client.PostAsync("api/work/redrive", new StringContent("""{"priority":"high","handler":"flaky"}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("redriven").GetInt32() >= 1);
        await app.Client.WaitForStateAsync(id, "COMPLETED");
    }

    [Fact]
    public async Task Submission_by_message_is_run()
    {
        var queue = new QueueClient(app.ConnectionString, "work-submissions", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.SendMessageAsync("""{"handler":"sha256","payload":{"text":"by message"}}""");

        await Eventually.HoldsAsync(
            async () => (await app.Client.ReadAsync("api/work?state=COMPLETED&top=1000")).GetProperty("items").EnumerateArray()
                .Any(item => item.GetProperty("payload").GetRawText().Contains("by message", StringComparison.Ordinal)),
            "the item completed");
    }

    [Fact]
    public async Task Counters_show_what_was_served()
    {
        var id = await app.Client.SubmitWorkAsync("""{"handler":"sleep","payload":{"milliseconds":0},"priority":"high"}""");
        await app.Client.WaitForStateAsync(id, "COMPLETED");

        JsonElement levels = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                levels = (await app.Client.ReadAsync("api/work/priorities")).GetProperty("levels");
                return levels[0].GetProperty("served").GetInt64() > 0;
            },
            "the service is counted");
        Assert.Equal(["high", "normal", "low"], levels.EnumerateArray().Select(level => level.GetProperty("name").GetString()));
        Assert.Equal(50 / 87.5, levels[0].GetProperty("expectedShare").GetDouble(), 0.001);
    }
}
