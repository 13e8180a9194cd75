namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Where the cancellations of one speculation lie. Its id is one of ours, so it is a valid segment.</summary>
internal static class SpeculationLayout
{
    /// <summary>Prefix of everything.</summary>
    public static string Root(string speculation) => $"speculations/{speculation}/";

    /// <summary>What is there when a run is to stop.</summary>
    public static string Cancellation(string speculation, string run) => $"{Root(speculation)}cancel-{run}";
}
