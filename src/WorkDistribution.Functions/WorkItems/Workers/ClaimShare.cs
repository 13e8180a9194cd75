namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>What a ticket may claim. It counts as held by this process until it is given back: by then the items that were claimed count themselves.</summary>
/// <param name="Size">Most items, from 1.</param>
/// <param name="IsCut">Whether it is smaller than the best size, so that the rest of what the ticket stands for is for whoever is free.</param>
/// <param name="GiveBack">Takes the size back.</param>
internal sealed record ClaimShare(int Size, bool IsCut, Action<int> GiveBack) : IDisposable
{
    private bool _isBack;

    /// <summary>Whether the rest was passed on while the ticket waited.</summary>
    public bool IsPassedOn { get; init; }

    /// <summary>Gives it back, once.</summary>
    public void Dispose()
    {
        if (!_isBack)
        {
            _isBack = true;
            GiveBack(Size);
        }
    }
}
