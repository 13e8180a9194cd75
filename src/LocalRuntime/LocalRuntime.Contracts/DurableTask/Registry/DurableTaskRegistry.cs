using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

/// <summary>
/// Orchestrators, activities and entities by name, as factories. Orchestrators and activities may be there in several versions.
/// </summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>> _orchestrators = [];
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> _activities = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> _entities = [];

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators()
        => _orchestrators.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities()
        => _activities.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => _entities.Select(entry => entry);

    private DurableTaskRegistry Add<TKey, TTask>(
        Dictionary<TKey, Func<IServiceProvider, TTask>> tasks,
        TKey key,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, TTask> factory)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentException($"An {typeof(TTask).Name} needs a name.", nameof(name));
        }

        if (!tasks.TryAdd(key, factory))
        {
            string versioned = version == TaskVersion.Unversioned ? string.Empty : $" with version '{version.Version}'";
            throw new ArgumentException($"An {typeof(TTask).Name} named '{name}'{versioned} is already added.", nameof(name));
        }

        return this;
    }

    private static void ThrowIfNotConcrete<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsAssignableTo(typeof(TTask)) || !type.IsClass || type.IsAbstract)
        {
            throw new ArgumentException($"'{type}' must be a non-abstract class that implements {typeof(TTask)}.", nameof(type));
        }
    }

    private static TaskName NameOf(Type type)
        => type.GetCustomAttribute<DurableTaskAttribute>()?.Name is { Name.Length: > 0 } name ? name : new TaskName(type.Name);

    private static TaskVersion VersionOf(Type type) => new(type.GetCustomAttribute<DurableTaskAttribute>()?.Version);
}
