namespace WorkDistribution.Cli.Actors;

/// <summary>What was said in a room.</summary>
/// <param name="Messages">The messages, oldest first.</param>
internal sealed record Room(IReadOnlyList<RoomMessage> Messages);
