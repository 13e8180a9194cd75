using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Tests.Http;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

/// <summary>What is wrong with one function is a warning at the start, and the others run.</summary>
public sealed class StartWarningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hidden_route_and_missing_setting_are_warned_of_and_the_rest_runs()
    {
        var log = new CollectingLoggers();
        await using var host = await InProcessHost.StartAsync(
            [typeof(RouteOrderFunctions)], configure: services => services.AddLogging(logging => logging.AddProvider(log)));

        using var first = await host.Http.GetAsync(new Uri("/api/order/all", UriKind.Relative), Token);
        using var lost = await host.Http.GetAsync(new Uri("/admin/functions/OrderLost", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        var warnings = log.Lines.Where(l => l.Level == LogLevel.Warning).Select(l => l.Message).ToList();
        Assert.Contains(warnings, w => w.StartsWith("Function 'OrderLost' is disabled: ", StringComparison.Ordinal)
            && w.Contains("%No_such_setting%", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.StartsWith(
            "The route 'api/order/all' of function 'OrderSecond' is hidden by 'api/order/{id}' of function 'OrderFirst'", StringComparison.Ordinal));
    }
}
