namespace WorkDistribution.Core.Balancing;

/// <summary>What a strategy may know of an item before it runs.</summary>
/// <param name="Key">What the item is about (a customer, a file); items of one key may gain from running on one worker.</param>
/// <param name="ContentClass">What kind of work it is; items of one class cost about the same.</param>
public readonly record struct WorkRequest(string Key, string ContentClass);
