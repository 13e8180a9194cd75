using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce;

/// <summary>A job that an app adds to the built-in ones.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes an instance from a request's parameters.</param>
internal sealed record MapReduceJobRegistration(string Name, Func<JobParameters, MapReduceJob> Create);
