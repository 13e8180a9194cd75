using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests;

/// <summary>Scenarios of one topic.</summary>
public interface ITopic
{
    static abstract Scenario[] Scenarios { get; }
}
