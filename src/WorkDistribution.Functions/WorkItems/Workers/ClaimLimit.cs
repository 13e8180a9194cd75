namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>How much to claim at most.</summary>
/// <param name="Items">Items, 1 to 1000; a pack counts as one more where it does not fit quite.</param>
/// <param name="Packs">Packs, where some come first; from 1.</param>
internal readonly record struct ClaimLimit(int Items, int Packs = 1);
