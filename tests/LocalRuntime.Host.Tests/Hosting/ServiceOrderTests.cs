using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

/// <summary>Functions run while the services of the app do.</summary>
public sealed class ServiceOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Services_of_the_app_start_before_functions_and_stop_after_the_last_has_ended(bool aspNetCore)
    {
        var service = new OrderedService();
        await using var host = await InProcessHost.StartAsync(new TestApp(typeof(OrderedFunctions))
        {
            AspNetCore = aspNetCore,
            Services = services => services.AddSingleton(service).AddHostedService(_ => service),
        });
        var running = host.Http.GetAsync(new Uri("/api/OrderedWait", UriKind.Relative), Token);
        await Eventually.HoldsAsync(() => service.Events.Contains("function started"), "the function runs");

        host.Get<IHostApplicationLifetime>().StopApplication();
        var stopped = host.WaitForShutdownAsync();
        Assert.Equal(["service started", "function started"], service.Events);
        service.Released.SetResult();
        using var response = await running;
        await stopped;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["service started", "function started", "function ended", "service stopped"], service.Events);
    }

    [Fact]
    public void Wish_for_a_short_stop_stands_and_a_long_one_is_bounded()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), FunctionsHostService.Bound(TimeSpan.FromSeconds(3)));
        Assert.InRange(FunctionsHostService.Bound(Timeout.InfiniteTimeSpan), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9));
        Assert.InRange(FunctionsHostService.Bound(TimeSpan.FromSeconds(30)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9));
    }
}
