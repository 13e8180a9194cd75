using WorkDistribution.LocalRuntime.Host.Tests.Azurite;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>One running sample app for all tests that only talk to it.</summary>
[CollectionDefinition(Name)]
public sealed class SampleAppFixture(AzuriteFixture azurite) : ICollectionFixture<SampleAppFixture>, IAsyncLifetime
{
    public const string Name = "sample app";

    private AppProcess? _app;

    public AppProcess App => _app ?? throw new InvalidOperationException("The fixture has not been started.");

    public HttpClient Client => App.Client;

    public async ValueTask InitializeAsync()
    {
        _app = AppProcess.Launch(
            stateDirectory: null, new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString });
        await _app.ListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
