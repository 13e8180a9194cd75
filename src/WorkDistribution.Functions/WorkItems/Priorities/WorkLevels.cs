using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>The configured levels of priority.</summary>
internal sealed class WorkLevels
{
    /// <summary>Levels that a partition's one digit can name.</summary>
    public const int Max = 10;

    private readonly WorkItemsOptions _options;

    public WorkLevels(IOptions<WorkItemsOptions> options)
    {
        _options = options.Value;
        Policy = new PriorityPolicy(_options.Levels.Count == 0
            ? PriorityLevel.Defaults
            : _options.Levels.Select(static level => new PriorityLevel(level.Name, level.Share)));
    }

    /// <summary>Which level to serve next.</summary>
    public PriorityPolicy Policy { get; }

    /// <summary>How many there are.</summary>
    public int Count => Policy.Levels.Count;

    /// <summary>The level of submissions that name none.</summary>
    public int Default => TryFind(_options.DefaultPriority, out var level) ? level : 0;

    /// <summary>The names, most urgent first.</summary>
    public IEnumerable<string> Names => Policy.Levels.Select(static level => level.Name);

    /// <summary>A level's name. One that is not configured any more shows its number.</summary>
    public string NameOf(int level) => level < Count ? Policy.Levels[level].Name : $"level {level}";

    /// <summary>Whether a partition is a lane, and so its owner's alone. Those of levels that are not configured any more have no owner.</summary>
    public bool IsLane(string partition) => WorkItemId.IsLane(partition) && partition[0] - '0' < Count;

    /// <summary>Looks up a name.</summary>
    public bool TryFind([NotNullWhen(true)] string? name, out int level)
    {
        for (level = 0; level < Count; level++)
        {
            if (Policy.Levels[level].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
