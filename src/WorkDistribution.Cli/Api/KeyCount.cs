using System.Text.Json;

namespace WorkDistribution.Cli.Api;

/// <summary>One output record: a number for counting jobs, text or a list for the others.</summary>
internal sealed record KeyCount(string Key, JsonElement Value);
