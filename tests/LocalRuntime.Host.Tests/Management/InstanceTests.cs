using System.Net;
using System.Text.Json;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

public sealed class InstanceTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    private readonly ManagementApi _api = new(fixture.Http);

    [Fact]
    public async Task Running_instance_answers_202_with_location_and_retry_after()
    {
        var id = await _api.StartAsync("WaitForGo", "{\"n\":1}");
        await _api.UntilAsync(id, "Running");
        var path = $"/instances/{id}?{ManagementFixture.Common}&showInput=false";

        var response = await _api.GetAsync(path);
        var status = await _api.ReadAsync(response, HttpStatusCode.Accepted);

        Assert.Equal(new Uri(fixture.Http.BaseAddress!, ManagementFixture.Base + path), response.Headers.Location);
        Assert.Equal("5", response.Headers.RetryAfter?.ToString());
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            status.EnumerateObject().Select(p => p.Name));
        Assert.Equal("WaitForGo", status.GetProperty("name").GetString());
        Assert.Equal(id, status.GetProperty("instanceId").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
        Assert.Equal("waiting", status.GetProperty("customStatus").GetProperty("phase").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("output").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", status.GetProperty("createdTime").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", status.GetProperty("lastUpdatedTime").GetString());
    }

    [Fact]
    public async Task Completed_instance_answers_200_with_input_and_output_as_json()
    {
        var id = await _api.StartAsync("Echo", """{"n":1}""");
        await _api.UntilAsync(id, "Completed");

        var response = await _api.GetAsync($"/instances/{id}");
        var status = await _api.ReadAsync(response, HttpStatusCode.OK);

        Assert.Null(response.Headers.Location);
        Assert.Equal(1, status.GetProperty("input").GetProperty("n").GetInt32());
        Assert.Equal(1, status.GetProperty("output").GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Failed_instance_answers_200_or_500_when_asked_to()
    {
        var id = await _api.StartAsync("Fail");
        await _api.UntilAsync(id, "Failed");

        var status = await _api.ReadAsync(await _api.GetAsync($"/instances/{id}"), HttpStatusCode.OK);
        await _api.ReadAsync(await _api.GetAsync($"/instances/{id}?returnInternalServerErrorOnFailure=true"), HttpStatusCode.InternalServerError);

        Assert.Contains("It was meant to fail.", status.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_folds_scheduling_into_outcomes_and_shows_values_when_asked_to()
    {
        var id = await _api.StartAsync("Echo", "\"deep\"");
        await _api.UntilAsync(id, "Completed");

        var plain = (await _api.ReadAsync(await _api.GetAsync($"/instances/{id}?showHistory=true"), HttpStatusCode.OK)).GetProperty("historyEvents");
        var full = (await _api.ReadAsync(await _api.GetAsync($"/instances/{id}?showHistory=true&showHistoryOutput=true"), HttpStatusCode.OK))
            .GetProperty("historyEvents");

        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], plain.EnumerateArray().Select(e => e.GetProperty("EventType").GetString()));
        Assert.All(plain.EnumerateArray(), e => Assert.False(e.TryGetProperty("Result", out _)));
        Assert.Equal("Echo", full[0].GetProperty("FunctionName").GetString());
        Assert.Equal("Same", full[1].GetProperty("FunctionName").GetString());
        Assert.True(full[1].TryGetProperty("ScheduledTime", out _));
        Assert.Equal("deep", full[1].GetProperty("Result").GetString());
        Assert.Equal("Completed", full[2].GetProperty("OrchestrationStatus").GetString());
        Assert.Equal("deep", full[2].GetProperty("Result").GetString());
    }

    [Fact]
    public async Task Unknown_instance_answers_404_without_body()
    {
        var response = await _api.GetAsync("/instances/none");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task List_pages_by_top_and_continuation_token_and_filters()
    {
        var prefix = ManagementApi.NewId();
        for (var i = 0; i < 5; i++)
        {
            await _api.ReadAsync(await _api.PostAsync($"/orchestrators/Echo/{prefix}-{i}?timeout=30", $"{i}"), HttpStatusCode.OK);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementFixture.Base}/instances?instanceIdPrefix={prefix}&top=2");
            request.Headers.Add("x-ms-continuation-token", token);
            var response = await fixture.Http.SendAsync(request);
            var page = await _api.ReadAsync(response, HttpStatusCode.OK);
            Assert.InRange(page.GetArrayLength(), 1, 2);
            seen.AddRange(page.EnumerateArray().Select(i => i.GetProperty("instanceId").GetString()!));
            token = response.Headers.GetValues("x-ms-continuation-token").Single();
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), seen.Order());
        Assert.Equal(0, await CountAsync($"instanceIdPrefix={prefix}&runtimeStatus=Running,Failed"));
        Assert.Equal(5, await CountAsync($"instanceIdPrefix={prefix}&runtimeStatus=Completed&createdTimeFrom=2020-01-01T00:00:00Z"));
        Assert.Equal(0, await CountAsync($"instanceIdPrefix={prefix}&createdTimeTo=2020-01-01T00:00:00Z"));
        var hidden = await _api.ReadAsync(await _api.GetAsync($"/instances/?instanceIdPrefix={prefix}&showInput=false"), HttpStatusCode.OK);
        Assert.All(hidden.EnumerateArray(), i => Assert.Equal(JsonValueKind.Null, i.GetProperty("input").ValueKind));
    }

    [Fact]
    public async Task Purge_of_one_instance_deletes_it()
    {
        var id = await _api.StartAsync("Echo", "1");
        await _api.UntilAsync(id, "Completed");

        var result = await _api.ReadAsync(await _api.DeleteAsync($"/instances/{id}"), HttpStatusCode.OK);

        Assert.Equal("""{"instancesDeleted":1}""", result.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync($"/instances/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.DeleteAsync($"/instances/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?createdTimeFrom=yesterday")]
    public async Task Purge_by_filter_needs_the_earliest_time(string query)
    {
        var error = await _api.ReadAsync(await _api.DeleteAsync($"/instances{query}"), HttpStatusCode.BadRequest);

        Assert.Equal("Please provide value for 'createdTimeFrom' parameter.", error.GetString());
    }

    [Fact]
    public async Task Purge_by_filter_that_matches_nothing_answers_404() => Assert.Equal(
        HttpStatusCode.NotFound,
        (await _api.DeleteAsync("/instances?createdTimeFrom=2001-01-01T00:00:00Z&createdTimeTo=2001-01-02T00:00:00Z")).StatusCode);

    [Theory]
    [InlineData("PUT", "/instances/x")]
    [InlineData("GET", "/instances/x/terminate")]
    [InlineData("GET", "/orchestrators/Echo")]
    [InlineData("POST", "/instances")]
    [InlineData("POST", "/instances/x/explode")]
    [InlineData("GET", "/nothing")]
    public async Task Other_methods_and_paths_answer_404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ManagementFixture.Base + path);

        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Other_task_hub_answers_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync("/instances?taskHub=Other")).StatusCode);

    private async Task<int> CountAsync(string query) =>
        (await _api.ReadAsync(await _api.GetAsync($"/instances?{query}"), HttpStatusCode.OK)).GetArrayLength();
}
