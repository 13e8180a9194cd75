namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>The state of a <see cref="Ledger"/>. Its own operations are called when the entity allows state dispatch.</summary>
public sealed class LedgerState
{
    public int Total { get; set; }

    public string? Opened { get; set; }
}
