using System.Diagnostics.CodeAnalysis;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// The functions an engine can run, by name and kind. Names are compared without regard to case, as official task names
/// are; one name may stand for an orchestrator, an activity and an entity at once. Fill it before the engine starts.
/// </summary>
public sealed class DurableFunctionRegistry
{
    /// <summary>The official error type of a missing orchestrator.</summary>
    internal const string OrchestratorNotFoundType = "OrchestratorTaskNotFound";

    private readonly Dictionary<string, OrchestratorHandler> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityHandler> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EntityHandler> _entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers an orchestrator function.</summary>
    /// <exception cref="ArgumentException">An orchestrator of that name is registered already.</exception>
    public DurableFunctionRegistry AddOrchestrator(string name, OrchestratorHandler handler) =>
        Add(_orchestrators, name, handler, "orchestrator");

    /// <summary>Registers an activity function.</summary>
    /// <exception cref="ArgumentException">An activity of that name is registered already.</exception>
    public DurableFunctionRegistry AddActivity(string name, ActivityHandler handler) =>
        Add(_activities, name, handler, "activity");

    /// <summary>Registers an entity function.</summary>
    /// <exception cref="ArgumentException">An entity of that name is registered already.</exception>
    public DurableFunctionRegistry AddEntity(string name, EntityHandler handler) =>
        Add(_entities, name, handler, "entity");

    internal bool TryGetOrchestrator(string name, [NotNullWhen(true)] out OrchestratorHandler? handler) =>
        _orchestrators.TryGetValue(name, out handler);

    internal bool TryGetActivity(string name, [NotNullWhen(true)] out ActivityHandler? handler) =>
        _activities.TryGetValue(name, out handler);

    internal bool TryGetEntity(string name, [NotNullWhen(true)] out EntityHandler? handler) =>
        _entities.TryGetValue(name, out handler);

    internal FailureInfo OrchestratorNotFound(string name) => NotFound(OrchestratorNotFoundType, name, "orchestrator", _orchestrators.Keys);

    internal FailureInfo ActivityNotFound(string name) => NotFound("ActivityTaskNotFound", name, "activity", _activities.Keys);

    internal FailureInfo EntityNotFound(string name) => NotFound("EntityFunctionNotFound", name, "entity", _entities.Keys);

    private static FailureInfo NotFound(string type, string name, string kind, IReadOnlyCollection<string> names)
    {
        var known = names.Count == 0
            ? $"No {kind} functions are registered."
            : $"Known {kind} functions: '{string.Join("', '", names.Order(StringComparer.OrdinalIgnoreCase))}'.";
        return new FailureInfo(
            type, $"The function '{name}' doesn't exist, is disabled, or is not an {kind} function. {known}", IsNonRetriable: true);
    }

    private DurableFunctionRegistry Add<T>(Dictionary<string, T> functions, string name, T handler, string kind)
        where T : Delegate
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(handler);
        if (!functions.TryAdd(name, handler))
        {
            throw new ArgumentException($"An {kind} function named '{name}' is registered already; names are compared without case.", nameof(name));
        }

        return this;
    }
}
