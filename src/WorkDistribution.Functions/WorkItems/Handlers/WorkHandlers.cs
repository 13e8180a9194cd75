using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>The handlers by their names.</summary>
internal sealed class WorkHandlers
{
    private readonly Dictionary<string, WorkHandlerRegistration> _byName = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">A name is used twice, or cannot be one.</exception>
    public WorkHandlers(IEnumerable<WorkHandlerRegistration> registrations)
    {
        foreach (var registration in registrations)
        {
            if (registration.Name.Length is 0 or > 64 || registration.Name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            {
                throw new InvalidOperationException(
                    $"'{registration.Name}' cannot be the name of a work handler: use 1 to 64 letters, digits, '-', '_' and '.'.");
            }

            if (!_byName.TryAdd(registration.Name, registration))
            {
                throw new InvalidOperationException($"Two work handlers have the name '{registration.Name}': rename one in Program.cs.");
            }
        }
    }

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Looks up a handler.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out WorkHandlerRegistration? handler) => _byName.TryGetValue(name, out handler);
}
