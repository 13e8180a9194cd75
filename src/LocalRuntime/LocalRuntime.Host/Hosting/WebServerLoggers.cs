using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// The app's loggers for the web server, without its generic host: that one would log a failure to start with a stack trace, which the
/// host reports in one line of its own.
/// </summary>
internal sealed class WebServerLoggers(ILoggerFactory app) : ILoggerFactory
{
    private const string GenericHost = "Microsoft.Extensions.Hosting.Internal.Host";

    public ILogger CreateLogger(string categoryName) => categoryName == GenericHost ? NullLogger.Instance : app.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => app.AddProvider(provider);

    public void Dispose()
    {
        // The app's factory belongs to the app.
    }
}
