namespace WorkDistribution.Functions.Tests.Support;

/// <summary>One running app for the HTTP tests.</summary>
public sealed class FunctionAppFixture : IAsyncLifetime
{
    public const int MaxRequestBytes = 4096;

    private FunctionAppProcess? _app;

    public TempFolder Folder { get; } = new();

    public HttpClient Client => _app!.Client;

    public async ValueTask InitializeAsync() =>
        _app = await FunctionAppProcess.StartAsync(Folder, ("MapReduce__MaxRequestBytes", $"{MaxRequestBytes}"));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Folder.Dispose();
    }
}
