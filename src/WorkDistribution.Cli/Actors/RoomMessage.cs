namespace WorkDistribution.Cli.Actors;

/// <summary>A message in a room.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="From">Who said it; null in the answer to who did.</param>
/// <param name="Text">What was said; null in the answer to who said it.</param>
internal sealed record RoomMessage(long Number, string? From, string? Text);
