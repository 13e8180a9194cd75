using System.Net;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>URLs that functions hand out name the host that the caller knows; with <c>--durable</c> that one sends them on.</summary>
public sealed class RedirectTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task Management_requests_are_sent_on_to_the_host_that_has_the_engine()
    {
        await using var host = await InProcessHost.StartAsync(
            new TestApp(typeof(RedirectFunctions)) { Durable = new Uri(fixture.Http.BaseAddress!, "/") });
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Http.BaseAddress };
        const string path = $"{ManagementFixture.Base}/instances/a%20b/terminate?reason=a%26b&{ManagementFixture.Common}";

        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(fixture.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Caller_that_follows_steers_the_instance_with_the_method_and_body_it_sent()
    {
        await using var host = await InProcessHost.StartAsync(
            new TestApp(typeof(RedirectFunctions)) { Durable = new Uri(fixture.Http.BaseAddress!, "/") });
        var api = new ManagementApi(host.Http);

        var id = await api.StartAsync("WaitForGo");
        await api.PostAsync($"/instances/{id}/raiseEvent/go", "\"now\"");

        Assert.Equal("got now", (await api.UntilAsync(id, "Completed")).GetProperty("output").GetString());
    }
}
