using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Http;

/// <summary>What holds with the official ASP.NET Core integration and without it alike.</summary>
public sealed class HttpModeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Status_headers_cookies_and_body_are_sent(bool aspNetCore)
    {
        await using var host = await StartAsync(aspNetCore);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/mode/Ada") { Content = new StringContent("hello") };
        request.Headers.Add("Cookie", "a=1; b=2");

        using var response = await host.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["Ada"], response.Headers.GetValues("x-name"));
        Assert.Equal(["1", "2"], response.Headers.GetValues("x-many").SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries)));
        Assert.Equal(
            ["plain=yes; path=/", "full=1; max-age=60; path=/api; secure; samesite=strict; httponly"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"name":"Ada","text":"hello","cookies":["a","b"]}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failing_function_answers_500_without_a_word_and_is_logged(bool aspNetCore)
    {
        var log = new CollectingLoggers();
        await using var host = await StartAsync(aspNetCore, log);

        using var response = await host.Http.GetAsync(new Uri("/api/ModeFails", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Token));
        var line = Assert.Single(log.Lines, l => l.Category == "Function.ModeFails" && l.Level == LogLevel.Error);
        Assert.StartsWith("Executed 'Functions.ModeFails' (Failed, Id=", line.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Root_is_the_home_page_and_other_methods_and_paths_are_404(bool aspNetCore)
    {
        await using var host = await StartAsync(aspNetCore);

        Assert.Contains("up and running", await host.Http.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
        using var post = await host.Http.PostAsync(new Uri("/", UriKind.Relative), content: null, Token);
        using var delete = await host.Http.DeleteAsync(new Uri("/api/mode/Ada", UriKind.Relative), Token);
        using var unknown = await host.Http.GetAsync(new Uri("/api/unknown", UriKind.Relative), Token);
        Assert.All([post, delete, unknown], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task App_may_stop_itself(bool aspNetCore)
    {
        await using var host = await StartAsync(aspNetCore);

        host.Get<IHostApplicationLifetime>().StopApplication();
        await host.WaitForShutdownAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Http.GetAsync(new Uri("/api/mode/Ada", UriKind.Relative), Token));
    }

    private static Task<InProcessHost> StartAsync(bool aspNetCore, ILoggerProvider? log = null) =>
        InProcessHost.StartAsync(new TestApp(typeof(HttpModeFunctions))
        {
            AspNetCore = aspNetCore,
            Services = services => services.AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log)),
        });
}
