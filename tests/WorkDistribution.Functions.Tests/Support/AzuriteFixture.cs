using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>One Azurite on free ports for the tests of a collection.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    public string ConnectionString => _server!.GetConnectionString();

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
