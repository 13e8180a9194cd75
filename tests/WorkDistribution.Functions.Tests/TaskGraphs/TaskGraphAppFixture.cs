using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.TaskGraphs;

/// <summary>The app with task graphs alone, which need no storage account.</summary>
public sealed class TaskGraphAppFixture : IAsyncLifetime
{
    /// <summary>The functions of the feature.</summary>
    internal static readonly string[] Functions = ["TaskGraph*"];

    private readonly TempFolder _folder = new();
    private FunctionAppProcess? _app;

    public HttpClient Client => _app!.Client;

    public async ValueTask InitializeAsync() => _app = await FunctionAppProcess.StartAsync(_folder, Functions);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
