using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A start-up class that the app's build may generate; every one in the entry assembly is run.</summary>
public interface IAutoConfigureStartup
{
    /// <summary>Configures the host of the app.</summary>
    void Configure(IHostBuilder hostBuilder);
}
