using System.Diagnostics.CodeAnalysis;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Functions.Sagas;

/// <summary>The registered sagas by name.</summary>
internal sealed class SagaRegistry
{
    private readonly SortedDictionary<string, Saga> _sagas = new(StringComparer.Ordinal);

    /// <summary>Makes every saga.</summary>
    /// <exception cref="InvalidSagaException">A definition is not valid, or two have one name.</exception>
    public SagaRegistry(IEnumerable<SagaRegistration> registrations, IServiceProvider services)
    {
        foreach (var registration in registrations)
        {
            if (!_sagas.TryAdd(registration.Name, registration.Create(services)))
            {
                throw new InvalidSagaException(registration.Name, ["Two sagas have this name."]);
            }
        }
    }

    /// <summary>The definitions, by name.</summary>
    public IEnumerable<SagaDefinition> Definitions => _sagas.Values.Select(static saga => saga.Definition);

    /// <summary>Finds a saga.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Saga? saga) => _sagas.TryGetValue(name, out saga);

    /// <summary>The action of a step.</summary>
    /// <exception cref="InvalidOperationException">There is none any more.</exception>
    public SagaHandler Action(string saga, string step) => Find(saga, step, static saga => saga.Actions);

    /// <summary>The compensation of a step.</summary>
    /// <exception cref="InvalidOperationException">There is none any more.</exception>
    public SagaHandler Compensation(string saga, string step) => Find(saga, step, static saga => saga.Compensations);

    private SagaHandler Find(string name, string step, Func<Saga, IReadOnlyDictionary<string, SagaHandler>> handlers) =>
        TryGet(name, out var saga) && handlers(saga).TryGetValue(step, out var handler)
            ? handler
            : throw new InvalidOperationException(
                $"The app has no step '{step}' of a saga '{name}' any more. Running sagas need it: register it again, then resolve the saga with \"retry\".");
}
