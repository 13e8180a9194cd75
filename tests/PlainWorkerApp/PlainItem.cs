namespace PlainWorkerApp;

/// <summary>A message of the plain design.</summary>
/// <param name="Id">Number of the item.</param>
/// <param name="Text">What to hash.</param>
public sealed record PlainItem(int Id, string Text);
