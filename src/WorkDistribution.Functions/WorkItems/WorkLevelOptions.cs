namespace WorkDistribution.Functions.WorkItems;

/// <summary>One level of priority in the settings.</summary>
public sealed class WorkLevelOptions
{
    /// <summary>What submissions call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its expected share of service, in any unit, above 0.</summary>
    public double Share { get; set; }
}
