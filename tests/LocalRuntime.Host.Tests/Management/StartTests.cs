using System.Net;
using System.Text.Json;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

public sealed class StartTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    private readonly ManagementApi _api = new(fixture.Http);

    [Fact]
    public async Task Start_answers_202_with_all_addresses()
    {
        var id = ManagementApi.NewId();
        var response = await _api.PostAsync($"/orchestrators/Echo/{id}", "\"hello\"");
        var payload = await _api.ReadAsync(response, HttpStatusCode.Accepted);

        var instance = $"{fixture.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{ManagementFixture.Base}/instances/{id}";
        var expected = new Dictionary<string, string>
        {
            ["id"] = id,
            ["statusQueryGetUri"] = $"{instance}?{ManagementFixture.Common}",
            ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{ManagementFixture.Common}",
            ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{ManagementFixture.Common}",
            ["purgeHistoryDeleteUri"] = $"{instance}?{ManagementFixture.Common}",
            ["restartPostUri"] = $"{instance}/restart?{ManagementFixture.Common}",
            ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{ManagementFixture.Common}",
            ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{ManagementFixture.Common}",
        };
        Assert.Equal(expected, payload.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!));
        Assert.Equal(expected["statusQueryGetUri"], response.Headers.Location?.ToString());
        Assert.Equal("10", response.Headers.RetryAfter?.ToString());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Start_without_id_makes_one_and_without_body_has_no_input()
    {
        var payload = await _api.ReadAsync(await _api.PostAsync("/orchestrators/WaitForGo"), HttpStatusCode.Accepted);
        var id = payload.GetProperty("id").GetString()!;

        var status = await _api.UntilAsync(id, "Running");

        Assert.Equal(32, id.Length);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
    }

    [Fact]
    public async Task Start_with_timeout_answers_200_with_the_output_alone()
    {
        var response = await _api.PostAsync("/orchestrators/Echo?timeout=30&pollingInterval=1", """{"a":[1,2.50,"x"]}""");

        var output = await _api.ReadAsync(response, HttpStatusCode.OK);

        Assert.Equal("""{"a":[1,2.50,"x"]}""", output.GetRawText());
    }

    [Fact]
    public async Task Start_with_timeout_that_passes_answers_202_and_goes_on()
    {
        var id = ManagementApi.NewId();
        var response = await _api.PostAsync($"/orchestrators/WaitForGo/{id}?timeout=0.2&pollingInterval=0.1");

        await _api.ReadAsync(response, HttpStatusCode.Accepted);

        await _api.UntilAsync(id, "Running");
    }

    [Fact]
    public async Task Start_with_timeout_of_one_that_fails_answers_its_status()
    {
        var status = await _api.ReadAsync(await _api.PostAsync("/orchestrators/Fail?timeout=30&pollingInterval=1"), HttpStatusCode.OK);

        Assert.Equal("Failed", status.GetProperty("runtimeStatus").GetString());
    }

    [Theory]
    [InlineData("/orchestrators/Nothing", null, "The function 'Nothing' doesn't exist, is disabled, or is not an orchestrator function.")]
    [InlineData("/orchestrators/Same", null, "The following are the known orchestrator functions: 'Echo', 'Fail', 'WaitForGo'.")]
    [InlineData("/orchestrators/Echo/@id", null, "must not start with @")]
    [InlineData("/orchestrators/Echo/a%5Cb", null, "must not contain /")]
    [InlineData("/orchestrators/Echo?timeout=1&pollingInterval=100", null, "Total timeout 1 should be bigger than retry timeout 100")]
    public async Task Wrong_argument_answers_400_and_says_which(string path, string? body, string expected)
    {
        var error = await _api.ReadAsync(await _api.PostAsync(path, body), HttpStatusCode.BadRequest);

        Assert.Equal("One or more of the arguments submitted is incorrect", error.GetProperty("Message").GetString());
        Assert.Contains(expected, error.GetProperty("ExceptionMessage").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("1 2")]
    public async Task Malformed_json_answers_400(string body)
    {
        var error = await _api.ReadAsync(await _api.PostAsync("/orchestrators/Echo", body), HttpStatusCode.BadRequest);

        Assert.Equal("Invalid JSON content", error.GetProperty("Message").GetString());
    }

    [Fact]
    public async Task Start_over_a_running_instance_answers_409_and_over_an_ended_one_replaces_it()
    {
        var id = await _api.StartAsync("WaitForGo");
        await _api.UntilAsync(id, "Running");
        Assert.Equal(HttpStatusCode.Conflict, (await _api.PostAsync($"/orchestrators/Echo/{id}")).StatusCode);

        await _api.PostAsync($"/instances/{id}/terminate");
        await _api.UntilAsync(id, "Terminated");
        await _api.ReadAsync(await _api.PostAsync($"/orchestrators/Echo/{id}", "1"), HttpStatusCode.Accepted);

        await _api.UntilAsync(id, "Completed");
    }

    [Fact]
    public async Task Restart_runs_the_same_input_under_a_new_id_or_the_old_one()
    {
        var id = await _api.StartAsync("Echo", "\"again\"");
        var created = (await _api.UntilAsync(id, "Completed")).GetProperty("createdTime").GetString();

        var other = (await _api.ReadAsync(await _api.PostAsync($"/instances/{id}/restart"), HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
        var same = (await _api.ReadAsync(
            await _api.PostAsync($"/instances/{id}/restart?restartWithNewInstanceId=false"), HttpStatusCode.Accepted)).GetProperty("id").GetString();

        Assert.NotEqual(id, other);
        Assert.Equal(id, same);
        Assert.NotNull(created);
        Assert.Equal("again", (await _api.UntilAsync(other, "Completed")).GetProperty("output").GetString());
        await _api.UntilAsync(id, "Completed");
    }

    [Fact]
    public async Task Restart_of_an_unknown_instance_answers_400()
    {
        var error = await _api.ReadAsync(await _api.PostAsync("/instances/none/restart"), HttpStatusCode.BadRequest);

        Assert.Equal("InstanceId does not match a valid orchestration instance.", error.GetProperty("Message").GetString());
    }
}
