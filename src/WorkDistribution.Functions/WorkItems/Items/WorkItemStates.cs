using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>States as text: PENDING, RUNNING, COMPLETED, FAILED, RETRYING.</summary>
internal static class WorkItemStates
{
    private static readonly string[] Names = [.. Enum.GetNames<WorkItemState>().Select(static name => name.ToUpperInvariant())];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>A state's name.</summary>
    public static string ToText(this WorkItemState state) => Names[(int)state];

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? text, out WorkItemState state)
    {
        var index = Array.IndexOf(Names, text);
        state = (WorkItemState)Math.Max(index, 0);
        return index >= 0;
    }
}
