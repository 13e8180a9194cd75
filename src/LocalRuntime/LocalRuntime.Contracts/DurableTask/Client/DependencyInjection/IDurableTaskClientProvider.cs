namespace Microsoft.DurableTask.Client;

/// <summary>Gives the registered clients by name.</summary>
public interface IDurableTaskClientProvider
{
    /// <param name="name">The client's name, case and all; <see langword="null"/> means the default one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no client of that name.</exception>
    DurableTaskClient GetClient(string? name = null);
}
