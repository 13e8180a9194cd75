namespace WorkDistribution.Simulation.Engine;

/// <summary>What is wrong with the deployed code of one orchestrator.</summary>
internal enum CodeFault
{
    None,

    /// <summary>The function was not deployed.</summary>
    Missing,

    /// <summary>Its handler throws.</summary>
    Throws,

    /// <summary>It takes other actions than the instances that run have in their histories.</summary>
    TakesOtherActions,
}
