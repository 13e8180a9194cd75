using WorkDistribution.Functions.MapReduce;

namespace WorkDistribution.Functions.Tests;

/// <summary>The app is the same binary everywhere, so it needs nothing of the local runtime.</summary>
public sealed class RuntimeNeutralityTests
{
    [Fact]
    public void App_refers_to_nothing_of_the_local_runtime()
    {
        var references = typeof(MapReduceOptions).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.Contains("Microsoft.Azure.Functions.Worker.Core", references);
        Assert.DoesNotContain(references, name => name.StartsWith("LocalRuntime.", StringComparison.Ordinal));
    }
}
