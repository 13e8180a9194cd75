namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>Functions, and what a client does with them; written once, run on the official host and on the engine.</summary>
public sealed class Scenario(string name)
{
    public string Name { get; } = name;

    /// <summary>Which official code says what is right.</summary>
    public Reference Reference { get; init; } = Reference.InProcessTestHost;

    /// <summary>Whether the scenario sees what others left in the host, so that it gets hosts of its own.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Adds the functions. It is called once for each host; the run is the host's own.</summary>
    public Action<FunctionSet, Run> Register { get; init; } = static (_, _) => { };

    /// <summary>Drives the functions and gives what there is to see.</summary>
    public required Func<Run, Task<object?>> Drive { get; init; }

    /// <summary>What each side must show, where the official test host differs from the official Functions extension.</summary>
    public OfficialDiffers? Difference { get; init; }
}
