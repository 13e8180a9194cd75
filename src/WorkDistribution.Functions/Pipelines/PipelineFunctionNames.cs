namespace WorkDistribution.Functions.Pipelines;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running pipelines.</summary>
internal static class PipelineFunctionNames
{
    public const string Orchestrator = "Pipeline";
    public const string Plan = "PipelinePlan";
    public const string Item = "PipelineItem";
    public const string Fold = "PipelineFold";
    public const string DeadLetter = "PipelineDeadLetter";
    public const string Publish = "PipelinePublish";
    public const string Stop = "PipelineStop";
    public const string Discard = "PipelineDiscard";
    public const string Start = "PipelineStart";
    public const string Get = "PipelineGet";
    public const string List = "PipelineList";
}
