using System.Collections.Concurrent;

namespace SampleFunctionApp;

/// <summary>What functions without a response leave for the tests to read.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _entries = new();

    public IReadOnlyCollection<string> Entries => [.. _entries];

    public void Write(string entry) => _entries.Enqueue(entry);
}
