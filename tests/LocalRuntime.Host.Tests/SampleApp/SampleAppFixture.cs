using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

[assembly: AssemblyFixture(typeof(SampleAppFixture))]

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>One running sample app for all tests that only talk to it.</summary>
public sealed class SampleAppFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private AppProcess? _app;

    public AppProcess App => _app ?? throw new InvalidOperationException("The fixture has not been started.");

    public HttpClient Client => App.Client;

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _app = AppProcess.Launch(
            stateDirectory: null, new Dictionary<string, string> { ["AzureWebJobsStorage"] = _azurite.ConnectionString });
        await _app.ListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _azurite.DisposeAsync();
    }
}
