namespace WorkDistribution.Core.Speculation;

/// <summary>The metrics of the seed's "Speculative Execution", as it defines them.</summary>
public static class SpeculationMetrics
{
    /// <summary>correct_predictions / total; good above 0.6. 0 when nothing was predicted.</summary>
    /// <param name="correct">Predictions that came true, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All predictions.</param>
    public static double HitRate(long correct, long total) => total > 0 ? (double)correct / total : 0;

    /// <summary>sequential_time / speculative_time; good above 1.5. 1 when no time was measured.</summary>
    /// <param name="sequentialMs">What the work takes without speculation, in milliseconds.</param>
    /// <param name="speculativeMs">What it took with it, in milliseconds.</param>
    public static double Speedup(double sequentialMs, double speculativeMs) => speculativeMs > 0 ? sequentialMs / speculativeMs : 1;

    /// <summary>canceled_work / total_work; good below 0.3. 0 when there was no work.</summary>
    /// <param name="cancelledMs">Work that was thrown away, in milliseconds.</param>
    /// <param name="totalMs">All work, that included, in milliseconds.</param>
    public static double WasteRatio(double cancelledMs, double totalMs) => totalMs > 0 ? cancelledMs / totalMs : 0;

    /// <summary>(time_saved - time_wasted) / time_wasted; good above 1.0. Infinite when nothing was wasted and something saved, 0 when neither.</summary>
    /// <param name="savedMs">Time saved, in milliseconds.</param>
    /// <param name="wastedMs">Time wasted, in milliseconds.</param>
    public static double Roi(double savedMs, double wastedMs) =>
        wastedMs > 0 ? (savedMs - wastedMs) / wastedMs : savedMs > 0 ? double.PositiveInfinity : 0;
}
