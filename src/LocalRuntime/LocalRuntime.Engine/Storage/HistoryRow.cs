namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>One turn of an execution, encoded.</summary>
internal readonly record struct HistoryRow(long Execution, int Step, byte[] Turn)
{
    /// <summary>Turns an execution may have; a bound of the store's row ids.</summary>
    public const int MaxSteps = 1 << 24;
}
