using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>An app on the older HostBuilder, without the ASP.NET Core integration and with an empty route prefix.</summary>
public sealed class WorkerAppTests(WorkerAppTests.Fixture app) : IClassFixture<WorkerAppTests.Fixture>
{
    [Theory]
    [InlineData("/greet", "Good day, you.")]
    [InlineData("/Greet?name=Ada", "Good day, Ada.")]
    public async Task Settings_services_and_query_reach_the_function_and_status_may_change_to_the_last(string url, string expected)
    {
        using var response = await app.Client.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NonAuthoritativeInformation, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        Assert.True(Guid.TryParse(response.Headers.GetValues("x-invocation").Single(), out _));
    }

    [Fact]
    public async Task Properties_of_a_json_body_bind_by_name()
    {
        using var response = await app.Client.PostAsJsonAsync("/greet", new { name = "Grace" });

        Assert.Equal("Good day, Grace.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_may_be_read_again_and_synchronously()
    {
        using var content = new StringContent(new string('x', 100_000));
        using var response = await app.Client.PostAsync(new Uri("/readtwice", UriKind.Relative), content);

        Assert.Equal("True 100000", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Poco_binds_from_the_body_and_is_returned_as_json()
    {
        using var response = await app.Client.PostAsJsonAsync("/poco", new { name = "Ada", age = 36 });

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            string.Join(Environment.NewLine, "{", "  \"Name\": \"Ada\",", "  \"Age\": 37", "}"), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_that_cannot_be_read_fails_the_function_as_on_the_real_host()
    {
        using var content = new StringContent("{", Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync(new Uri("/poco", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/text", 200, "text/plain", "text")]
    [InlineData("/bytes", 200, "application/octet-stream", "\u0001\u0002\u0003")]
    [InlineData("/nothing", 204, null, "")]
    [InlineData("/several", 201, null, "")]
    [InlineData("/fails", 500, null, "")]
    [InlineData("/disabled", 404, null, "")]
    [InlineData("/", 404, null, "")]
    public async Task Result_decides_status_type_and_body(string url, int status, string? contentType, string body)
    {
        using var response = await app.Client.GetAsync(new Uri(url, UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly AppProcess _app = AppProcess.LaunchApp("SampleWorkerApp", stateDirectory: null, environment: null);

        public HttpClient Client => _app.Client;

        public async ValueTask InitializeAsync() => await _app.ListeningAsync();

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
