namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Input of the plan activity.</summary>
/// <param name="Job">Prefix of the job's objects.</param>
/// <param name="Request">What is to be done.</param>
internal sealed record PlanOrder(string Job, MapReduceRequest Request);
