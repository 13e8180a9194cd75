namespace WorkDistribution.Functions.TaskGraphs;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running graphs.</summary>
internal static class TaskGraphFunctionNames
{
    public const string Orchestrator = "TaskGraph";
    public const string Node = "TaskGraphNode";
    public const string Start = "TaskGraphStart";
    public const string Get = "TaskGraphGet";
    public const string Cancel = "TaskGraphCancel";
}
