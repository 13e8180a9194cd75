namespace Microsoft.DurableTask.Client;

/// <summary>
/// Holds one registered client for the container. Clients are not services themselves, so that the default one alone is injected
/// as <see cref="DurableTaskClient"/>.
/// </summary>
internal sealed class RegisteredDurableTaskClient(DurableTaskClient client) : IAsyncDisposable
{
    public DurableTaskClient Client { get; } = client;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
