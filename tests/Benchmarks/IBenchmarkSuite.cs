namespace WorkDistribution.Benchmarks;

/// <summary>One suite of measurements: <c>dotnet run -c Release --project tests/Benchmarks -- NAME</c>.</summary>
internal interface IBenchmarkSuite
{
    string Name { get; }

    /// <summary>Measures and reports; every ratio comes from a baseline in the same run.</summary>
    Task RunAsync(BenchmarkReport report, CancellationToken cancellationToken);
}
