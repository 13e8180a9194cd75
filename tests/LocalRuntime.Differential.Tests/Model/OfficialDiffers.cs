namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>The official test host is not like the official Functions extension, which counts: both observations are pinned.</summary>
/// <param name="Why">What the extension does, and how it is known.</param>
/// <param name="Official">What the official test host shows.</param>
/// <param name="Engine">What the engine shows, as the extension does.</param>
public sealed record OfficialDiffers(string Why, object? Official, object? Engine);
