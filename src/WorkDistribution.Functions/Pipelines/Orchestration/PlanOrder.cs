namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the plan activity.</summary>
/// <param name="Run">Prefix of the pipeline's objects.</param>
/// <param name="Order">What is to be done.</param>
internal sealed record PlanOrder(string Run, PipelineOrder Order);
