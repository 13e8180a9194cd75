using System.Net;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>The official extension's own code on the engine of this host.</summary>
public sealed class DurableClientTests : IAsyncLifetime
{
    private const string Query = "taskHub=ClientHub&connection=AzureWebJobsStorage";
    private InProcessHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Http => _host!.Http;

    private string Instances => $"{Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{ManagementFixture.Base}/instances/";

    public async ValueTask InitializeAsync() => _host = await InProcessHost.StartAsync(
        [typeof(DurableClientFunctions)],
        new HostOptions
        {
            DurableTask = new DurableTaskExtensionOptions { HubName = "ClientHub", DefaultAsyncRequestSleepTime = TimeSpan.FromMilliseconds(20) },
        });

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? default;

    [Fact]
    public async Task Check_status_response_leads_to_the_instance()
    {
        using var response = await PostAsync("/api/CheckStatus");
        var payload = await ReadAsync(response, HttpStatusCode.Accepted);

        Assert.Equal(payload.GetProperty("StatusQueryGetUri").GetString(), response.Headers.Location?.ToString());
        var api = new ManagementApi(Http);
        var done = await api.UntilAsync(payload.GetProperty("Id").GetString()!, "Completed");
        Assert.Equal(nameof(DurableClientFunctions.NameOfFunction), done.GetProperty("output").GetString());
        using var status = await Http.GetAsync(response.Headers.Location, Token);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Fact]
    public async Task Completion_is_waited_for_or_the_check_status_response_comes()
    {
        using var completed = await PostAsync($"/api/WaitOrCheck/{nameof(DurableClientFunctions.NameOfFunction)}");
        using var failed = await PostAsync($"/api/WaitOrCheck/{nameof(DurableClientFunctions.Breaks)}");
        using var waits = await PostAsync($"/api/WaitOrCheck/{nameof(DurableClientFunctions.NeverEnds)}");

        var done = await ReadAsync(completed, HttpStatusCode.OK);
        Assert.Equal("Completed", done.GetProperty("RuntimeStatus").GetString());
        Assert.Equal("\"NameOfFunction\"", done.GetProperty("SerializedOutput").GetString());
        Assert.Equal("Failed", (await ReadAsync(failed, HttpStatusCode.InternalServerError)).GetProperty("RuntimeStatus").GetString());
        Assert.StartsWith(Instances, (await ReadAsync(waits, HttpStatusCode.Accepted)).GetProperty("StatusQueryGetUri").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Management_payload_is_the_same_with_a_request_and_without()
    {
        using var response = await Http.GetAsync(new Uri("/api/Payloads", UriKind.Relative), Token);
        var payloads = (await ReadAsync(response, HttpStatusCode.OK)).EnumerateArray().ToList();

        Assert.Equal(payloads[0].GetRawText(), payloads[1].GetRawText());
        Assert.Equal("a b", payloads[0].GetProperty("Id").GetString());
        Assert.Equal($"{Instances}a%20b?{Query}", payloads[0].GetProperty("StatusQueryGetUri").GetString());
        Assert.Equal($"{Instances}a%20b/raiseEvent/{{eventName}}?{Query}", payloads[0].GetProperty("SendEventPostUri").GetString());
        Assert.Equal($"{Instances}a%20b/terminate?reason={{text}}&{Query}", payloads[0].GetProperty("TerminatePostUri").GetString());
        Assert.Equal($"{Instances}a%20b/suspend?reason={{text}}&{Query}", payloads[0].GetProperty("SuspendPostUri").GetString());
        Assert.Equal($"{Instances}a%20b/resume?reason={{text}}&{Query}", payloads[0].GetProperty("ResumePostUri").GetString());
        Assert.Equal($"{Instances}a%20b/rewind?reason={{text}}&{Query}", payloads[0].GetProperty("RewindPostUri").GetString());
    }

    [Fact]
    public async Task Entity_gets_the_arguments_that_its_function_dispatches_with()
    {
        var api = new ManagementApi(Http);

        var done = await api.UntilAsync(await api.StartAsync(nameof(DurableClientFunctions.StepTwice)), "Completed");

        Assert.Equal(42, done.GetProperty("output").GetInt32());
    }

    [Fact]
    public async Task Http_call_polls_the_location_of_202_until_another_answer()
    {
        var api = new ManagementApi(Http);
        var input = JsonSerializer.Serialize(new Uri(Http.BaseAddress!, "/api/PollSlowly").AbsoluteUri);

        var done = await api.UntilAsync(await api.StartAsync(nameof(DurableClientFunctions.CallSlowly), input), "Completed");

        Assert.Equal("200 GET 3", done.GetProperty("output").GetString());
    }

    private Task<HttpResponseMessage> PostAsync(string path) => Http.PostAsync(new Uri(path, UriKind.Relative), content: null, Token);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
