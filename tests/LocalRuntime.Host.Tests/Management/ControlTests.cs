using System.Net;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

public sealed class ControlTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    private readonly ManagementApi _api = new(fixture.Http);

    [Fact]
    public async Task Raised_event_reaches_the_instance()
    {
        var id = await _api.StartAsync("WaitForGo");
        var response = await _api.PostAsync($"/instances/{id}/raiseEvent/go", "\"now\"");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Equal("got now", (await _api.UntilAsync(id, "Completed")).GetProperty("output").GetString());
    }

    [Theory]
    [InlineData("\"x\"", "text/plain", "Only application/json request content is supported")]
    [InlineData("{", "application/json", "Invalid JSON content")]
    [InlineData("", "application/json", "Invalid JSON content")]
    public async Task Event_that_is_not_json_answers_400(string body, string mediaType, string expected)
    {
        var id = await _api.StartAsync("WaitForGo");

        var error = await _api.ReadAsync(await _api.PostAsync($"/instances/{id}/raiseEvent/go", body, mediaType), HttpStatusCode.BadRequest);

        Assert.Equal(expected, error.GetProperty("Message").GetString());
    }

    [Fact]
    public async Task Terminate_ends_the_instance_with_the_reason_as_its_output()
    {
        var id = await _api.StartAsync("WaitForGo");

        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/instances/{id}/terminate?reason=enough%20now")).StatusCode);

        Assert.Equal("enough now", (await _api.UntilAsync(id, "Terminated")).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Suspended_instance_waits_until_it_is_resumed()
    {
        var id = await _api.StartAsync("WaitForGo");
        await _api.UntilAsync(id, "Running");

        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/instances/{id}/suspend?reason=hold")).StatusCode);
        await _api.UntilAsync(id, "Suspended");
        Assert.Equal(HttpStatusCode.Accepted, (await _api.GetAsync($"/instances/{id}")).StatusCode);
        await _api.PostAsync($"/instances/{id}/raiseEvent/go", "\"later\"");
        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/instances/{id}/resume")).StatusCode);

        Assert.Equal("got later", (await _api.UntilAsync(id, "Completed")).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Rewind_of_a_failed_instance_is_taken()
    {
        var id = await _api.StartAsync("Fail");
        await _api.UntilAsync(id, "Failed");

        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/instances/{id}/rewind?reason=again")).StatusCode);
    }

    [Theory]
    [InlineData("raiseEvent/go")]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("rewind")]
    public async Task Unknown_instance_answers_404_and_an_ended_one_410(string operation)
    {
        var id = await _api.StartAsync("Echo", "1");
        await _api.UntilAsync(id, "Completed");

        Assert.Equal(HttpStatusCode.NotFound, (await _api.PostAsync($"/instances/none/{operation}", "1")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await _api.PostAsync($"/instances/{id}/{operation}", "1")).StatusCode);
    }
}
