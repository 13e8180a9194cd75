using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Finds a client among those registered.</summary>
internal sealed class DefaultDurableTaskClientProvider(IEnumerable<RegisteredDurableTaskClient> clients) : IDurableTaskClientProvider
{
    private readonly RegisteredDurableTaskClient[] _clients = [.. clients];

    public DurableTaskClient GetClient(string? name = null)
    {
        string wanted = name ?? Options.DefaultName;
        return Array.Find(_clients, registered => string.Equals(wanted, registered.Client.Name, StringComparison.Ordinal))?.Client
            ?? throw new ArgumentOutOfRangeException(
                nameof(name),
                wanted,
                "There is no durable task client of that name. Registered: "
                + string.Join(", ", _clients.Select(registered => $"\"{registered.Client.Name}\"")) + ".");
    }
}
