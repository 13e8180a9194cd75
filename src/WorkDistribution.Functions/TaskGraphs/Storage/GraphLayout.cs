using System.Globalization;

namespace WorkDistribution.Functions.TaskGraphs.Storage;

/// <summary>Where a graph keeps its objects.</summary>
/// <param name="GraphId">The graph's id.</param>
internal readonly record struct GraphLayout(string GraphId)
{
    /// <summary>The prefix of them all.</summary>
    public string Root => $"graphs/{GraphId}/";

    /// <summary>What node number <paramref name="index"/> is to do.</summary>
    public string Task(int index) => string.Create(CultureInfo.InvariantCulture, $"graphs/{GraphId}/tasks/{index:D4}");

    /// <summary>What node number <paramref name="index"/> did.</summary>
    public string Output(int index) => string.Create(CultureInfo.InvariantCulture, $"graphs/{GraphId}/outputs/{index:D4}");
}
