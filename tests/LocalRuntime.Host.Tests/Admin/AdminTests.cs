using System.Net;
using System.Text;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Admin;

public sealed class AdminTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private InProcessHost? _host;

    private HttpClient Http => _host?.Http ?? throw new InvalidOperationException("The host has not been started.");

    public async ValueTask InitializeAsync() => _host = await InProcessHost.StartAsync(
        [typeof(AdminFunctions)], settings: new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString });

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Host_status_and_ping_answer()
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync("/admin/host/ping")).StatusCode);
        var status = await ReadAsync("/admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.True(status.GetProperty("processUptime").GetInt64() >= 0);
    }

    [Fact]
    public async Task Functions_are_listed_with_bindings_and_urls()
    {
        var all = await ReadAsync("/admin/functions");
        Assert.Equal(["Hello", "Listen", "Tick"], all.EnumerateArray().Select(f => f.GetProperty("name").GetString()));

        var hello = await ReadAsync("/admin/functions/hello");
        Assert.Equal(new Uri(Http.BaseAddress!, "/api/hello/{name}").OriginalString, hello.GetProperty("invoke_url_template").GetString());
        var binding = hello.GetProperty("config").GetProperty("bindings")[0];
        Assert.Equal("httpTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("In", binding.GetProperty("direction").GetString());
        Assert.Equal("hello/{name}", binding.GetProperty("route").GetString());

        var listen = await ReadAsync("/admin/functions/Listen");
        Assert.Equal("admin-queue", listen.GetProperty("config").GetProperty("bindings")[0].GetProperty("queueName").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/admin/functions/none")).StatusCode);
    }

    [Theory]
    [InlineData("Listen", """{"input":"by hand"}""", "by hand True")]
    [InlineData("Listen", """{"input":{"a":1}}""", "{\"a\":1} True")]
    [InlineData("Tick", """{"input":""}""", "tick False True")]
    [InlineData("Tick", """{"input":"{\"IsPastDue\":true}"}""", "tick True False")]
    public async Task Function_runs_by_hand(string name, string body, string expected)
    {
        var response = await PostAsync(name, body);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.HoldsAsync(() => AdminFunctions.Seen.Contains(expected), $"'{expected}' was seen");
    }

    [Theory]
    [InlineData("Listen", "", HttpStatusCode.BadRequest)]
    [InlineData("Listen", "nonsense", HttpStatusCode.BadRequest)]
    [InlineData("Listen", "[]", HttpStatusCode.BadRequest)]
    [InlineData("Hello", "{}", HttpStatusCode.BadRequest)]
    [InlineData("None", "{}", HttpStatusCode.NotFound)]
    public async Task Wrong_request_is_refused(string name, string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await PostAsync(name, body)).StatusCode);

    [Fact]
    public async Task Host_without_durable_functions_has_no_management_api() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/runtime/webhooks/durabletask/instances")).StatusCode);

    private Task<HttpResponseMessage> PostAsync(string name, string body) =>
        Http.PostAsync($"/admin/functions/{name}", new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
