using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

/// <summary>What SQLite itself answers on a full disk or a read-only folder: the limits are its own, not injected errors.</summary>
public sealed class StoreOutageTests : IDisposable, ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));
    private readonly string _folder = Directory.CreateTempSubdirectory("outage-").FullName;

    private string? _waiting;

    private CancellationToken Token => _deadline.Token;

    [Theory]
    [InlineData(true, "The disk that holds the state folder is full")]
    [InlineData(false, "The state folder cannot be written")]
    public async Task Store_that_takes_no_writes_is_one_error_and_the_work_goes_on_when_it_does(bool isFull, string expected)
    {
        await using (var host = new DurableTestHost(options => options.StateDirectory = _folder, loggerFactory: this)
            .AddActivity<string, int>("Length", text => text.Length)
            .AddOrchestrator<string, int>("Run", async (context, text) =>
                await context.WaitForExternalEvent<int>("n") + await context.CallActivityAsync<int>("Length", text)))
        {
            await host.StartAsync(Token);
            var input = new string('x', 20_000);
            var first = await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", input, Token);
            await host.WhenIdleAsync(Token);
            var store = (SqliteStore)host.Engine.Services.Store;
            if (isFull)
            {
                store.LimitPages(1);
            }
            else
            {
                store.SetReadOnly(true);
            }

            // The first to wait is told after a few seconds, whoever comes then at once; what is stored can be read.
            var waited = await Assert.ThrowsAsync<StoreUnavailableException>(() => StartUntilRefusedAsync(host, "waits", input));
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => host.Client.ScheduleNewOrchestrationInstanceAsync("Run", input, new StartOrchestrationOptions("refused"), Token));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Client.RaiseEventAsync(first, "n", 1, Token));
            Assert.Contains(expected, waited.Message, StringComparison.Ordinal);
            Assert.Contains("the engine goes on by itself", refused.Message, StringComparison.Ordinal);
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(first, Token))!.RuntimeStatus);
            Assert.Contains(expected, Assert.Single(_errors), StringComparison.Ordinal);

            store.LimitPages(null);
            store.SetReadOnly(false);

            // What waited is done; what was refused is not; new requests are taken.
            await host.Engine.Services.Pipeline.WhenIdleAsync().WaitAsync(Token);
            Assert.Null(await host.Client.GetInstanceAsync("refused", Token));
            foreach (var id in new[] { first, _waiting! })
            {
                await host.Client.RaiseEventAsync(id, "n", 1, Token);
                Assert.Equal(20_001, (await host.Client.WaitForInstanceCompletionAsync(id, true, Token)).ReadOutputAs<int>());
            }
        }

        Assert.Equal("ok", IntegrityCheck());
    }

    [Fact]
    public async Task Activity_that_calls_the_client_during_an_outage_is_told_and_its_outcome_is_stored_afterwards()
    {
        var store = default(SqliteStore);
        await using var host = new DurableTestHost(options => options.StateDirectory = _folder);
        host.AddActivity<int, string>("Start", async (invocation, _) =>
            {
                store!.SetReadOnly(true);
                var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync(
                    "Other", new StartOrchestrationOptions("other"), invocation.CancellationToken));
                store.SetReadOnly(false);
                return told.IsPending ? "pending" : "refused";
            })
            .AddOrchestrator("Other", _ => Task.FromResult(1))
            .AddOrchestrator("Run", context => context.CallActivityAsync<string>("Start", 0));
        await host.StartAsync(Token);
        store = (SqliteStore)host.Engine.Services.Store;

        Assert.Equal("pending", await host.RunAsync<string>("Run", cancellationToken: Token));
        await host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync("other", Token))!.RuntimeStatus);
    }

    [Fact]
    public async Task State_folder_that_cannot_be_used_is_one_clear_error_and_the_engine_can_be_started_once_it_can()
    {
        var path = Path.Combine(_folder, "state");
        await File.WriteAllTextAsync(path, "in the way", Token);
        await using (var host = new DurableTestHost(options => options.StateDirectory = path))
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));
            Assert.Contains($"The state folder '{path}' cannot be written", error.Message, StringComparison.Ordinal);
            Assert.Contains("choose another state folder", error.Message, StringComparison.Ordinal);
        }

        File.Delete(path);
        await using var again = new DurableTestHost(options => options.StateDirectory = path).AddOrchestrator("Run", _ => Task.FromResult(1));
        await again.StartAsync(Token);
        Assert.Equal(1, await again.RunAsync<int>("Run", cancellationToken: Token));
    }

    // The database may have some room inside: it takes a few to fill it.
    private async Task StartUntilRefusedAsync(DurableTestHost host, string prefix, string input)
    {
        for (var n = 0; n < 1000; n++)
        {
            _waiting = $"{prefix}-{n}";
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", input, new StartOrchestrationOptions(_waiting), Token);
        }
    }

    private string IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider)
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
        {
            _errors.Enqueue(formatter(state, exception));
        }
    }
}
