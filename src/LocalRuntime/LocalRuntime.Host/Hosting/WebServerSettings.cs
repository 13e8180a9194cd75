using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>The web server's settings, from the command line, local.settings.json and the environment.</summary>
internal sealed class WebServerSettings
{
    /// <summary>Bytes of a request body that the real host accepts by default.</summary>
    public const long DefaultMaxRequestBodySize = 104_857_600;

    public required IPAddress Address { get; init; }

    /// <summary>TCP port; 0 means any free one.</summary>
    public required int Port { get; init; }

    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public bool CorsCredentials { get; init; }

    /// <summary>Bytes; larger requests are answered with 413.</summary>
    public long MaxRequestBodySize { get; init; } = DefaultMaxRequestBodySize;

    public bool ShowHomePage { get; init; } = true;

    /// <exception cref="HostStartupException">The address is not an IP address or <c>localhost</c>.</exception>
    public static WebServerSettings From(HostCommandLine commandLine, LocalSettings local) => new()
    {
        Address = ParseAddress(commandLine.Address),
        Port = commandLine.Port ?? local.LocalHttpPort ?? HostCommandLine.DefaultPort,
        CorsOrigins = commandLine.CorsOrigins?.SelectMany(o => o.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray()
            ?? local.CorsOrigins,
        CorsCredentials = local.CorsCredentials,
        MaxRequestBodySize = long.TryParse(
            Environment.GetEnvironmentVariable("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : DefaultMaxRequestBodySize,
        ShowHomePage = !string.Equals(
            Environment.GetEnvironmentVariable("AzureWebJobsDisableHomepage"), bool.TrueString, StringComparison.OrdinalIgnoreCase),
    };

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
    }

    /// <summary>Where to listen, as a URL.</summary>
    public string Url => $"http://{new IPEndPoint(Address, Port)}";

    public HostStartupException CannotListen(IOException e) => new(
        $"The host cannot listen on {Address}:{Port}: {e.InnerException?.Message ?? e.Message}. Stop the process that uses the port, or choose another with --port (0 takes any free one).", e);

    public void ConfigureCors(CorsPolicyBuilder policy)
    {
        policy.AllowAnyHeader().AllowAnyMethod();
        if (CorsOrigins.Contains("*"))
        {
            policy.AllowAnyOrigin();
            return;
        }

        policy.WithOrigins([.. CorsOrigins]);
        if (CorsCredentials)
        {
            policy.AllowCredentials();
        }
    }

    private static IPAddress ParseAddress(string text)
    {
        if (text.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(text, out var address)
            ? address
            : throw new HostStartupException($"--address is \"{text}\": an IP address or localhost is allowed, for example 127.0.0.1 or 0.0.0.0.");
    }
}
