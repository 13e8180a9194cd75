using System.Text.Json;

namespace WorkDistribution.Functions.Actors;

/// <summary>A message to an actor whose answer is waited for.</summary>
/// <param name="Actor">The entity's name.</param>
/// <param name="Key">The entity's key.</param>
/// <param name="Operation">What it is to do.</param>
/// <param name="Input">With what.</param>
internal sealed record AskOrder(string Actor, string Key, string Operation, JsonElement Input);
