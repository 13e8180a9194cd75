namespace WorkDistribution.Functions.Tests.Support;

/// <summary>One running app with work items, on an Azurite of its own, for the HTTP tests.</summary>
public sealed class WorkItemsFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private FunctionAppProcess? _app;

    public TempFolder Folder { get; } = new();

    public HttpClient Client => _app!.Client;

    public string ConnectionString => _azurite.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _app = await FunctionAppProcess.StartWorkItemsAsync(Folder, ConnectionString, ("WorkItems__RetryDelay", "00:00:00.100"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        Folder.Dispose();
    }
}
