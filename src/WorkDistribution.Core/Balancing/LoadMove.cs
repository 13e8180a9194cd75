namespace WorkDistribution.Core.Balancing;

/// <summary>Items to move from one worker to another.</summary>
/// <param name="From">Index of the worker that gives.</param>
/// <param name="To">Index of the worker that gets.</param>
/// <param name="Items">How many, from 1.</param>
public readonly record struct LoadMove(int From, int To, long Items);
