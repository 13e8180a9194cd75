using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

public sealed class AppLoggingTests
{
    [Theory]
    [InlineData("Function.Any", LogLevel.Information)]
    [InlineData("MyApp.Orders", LogLevel.Information)]
    [InlineData("Microsoft.Azure.Functions.Samples", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Warning)]
    [InlineData("System.Net.Http.HttpClient", LogLevel.Warning)]
    public void Functions_and_the_app_are_heard_from_information_on_and_the_web_server_from_warnings(string category, LogLevel expected) =>
        Assert.Equal(expected, LowestOf(category, new HostOptions()));

    [Theory]
    [InlineData("Function.Any", LogLevel.Error)]
    [InlineData("Function.Loud.User", LogLevel.Debug)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information)]
    public void Levels_of_host_json_come_first(string category, LogLevel expected) => Assert.Equal(expected, LowestOf(category, new HostOptions
    {
        LogLevels = new Dictionary<string, LogLevel>
        {
            ["default"] = LogLevel.Error,
            ["Function.Loud"] = LogLevel.Debug,
            ["Microsoft.AspNetCore"] = LogLevel.Information,
        },
    }));

    private static LogLevel LowestOf(string category, HostOptions options)
    {
        var all = new CollectingLoggers();
        using var host = new TestApp { Options = options, Services = services => services.AddLogging(l => l.AddProvider(all)) }.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        return Enum.GetValues<LogLevel>().First(logger.IsEnabled);
    }
}
