using WorkDistribution.PublishedApp.Tests;
using WorkDistribution.PublishedApp.Tests.Host;

[assembly: AssemblyFixture(typeof(PublishedAppFixture))]

namespace WorkDistribution.PublishedApp.Tests;

/// <summary>The app, published once, and one worker process of it with all functions loaded.</summary>
public sealed class PublishedAppFixture : IAsyncLifetime
{
    internal PublishedFolder Folder { get; private set; } = null!;

    internal FunctionsHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Folder = await PublishedFolder.CreateAsync();
        Host = await FunctionsHost.StartAsync(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        Folder?.Dispose();
    }
}
