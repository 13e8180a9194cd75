using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Actors;

/// <summary>A message in a room.</summary>
/// <param name="Number">Its number in the room, from 1, without gaps.</param>
/// <param name="From">Who says it.</param>
/// <param name="Text">What is said.</param>
internal sealed record MailboxMessage(
    [property: JsonPropertyName("number")] long Number,
    [property: JsonPropertyName("from")] string From,
    [property: JsonPropertyName("text")] string Text);
