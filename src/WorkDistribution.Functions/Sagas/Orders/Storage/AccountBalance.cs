namespace WorkDistribution.Functions.Sagas.Orders.Storage;

/// <summary>An account against the ledger.</summary>
/// <param name="Account">For example <c>stock:lamp</c>.</param>
/// <param name="Opening">What it was opened with.</param>
/// <param name="Posted">What the ledger says that orders changed.</param>
/// <param name="Available">What it has.</param>
/// <param name="Held">What orders hold of it.</param>
internal sealed record AccountBalance(string Account, long Opening, long Posted, long Available, long Held)
{
    /// <summary>What it has beyond what the ledger says.</summary>
    public long Difference => Available - (Opening + Posted);

    /// <summary>What it has beyond what the holds say.</summary>
    public long HoldDifference => Available - (Opening - Held);

    /// <summary>Whether both agree.</summary>
    public bool IsBalanced => Difference == 0 && HoldDifference == 0;
}
