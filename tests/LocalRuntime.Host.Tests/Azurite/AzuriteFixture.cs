using WorkDistribution.LocalRuntime.Host.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace WorkDistribution.LocalRuntime.Host.Tests.Azurite;

/// <summary>One Azurite on free ports for all tests of the assembly; each test uses queues of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    public AzuriteServer Server => _server ?? throw new InvalidOperationException("The fixture has not been started.");

    public string ConnectionString => Server.GetConnectionString();

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
