namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>How an attempt to run an item or a batch ended.</summary>
internal enum AttemptResult
{
    /// <summary>Its object is written.</summary>
    Done,

    /// <summary>It failed, and may be tried again.</summary>
    Failed,

    /// <summary>The stage refuses the item: trying again cannot help.</summary>
    Refused,

    /// <summary>The pipeline cannot go on: it was stopped, is not registered any more, or an object of it is gone.</summary>
    Lost,
}
