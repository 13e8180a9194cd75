using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkDistribution.Cli.Options;

/// <summary>JSON on the command line: the text itself, or <c>@FILE</c>.</summary>
internal static class JsonInput
{
    /// <exception cref="UsageException">The file cannot be read, or the text is not JSON.</exception>
    public static async Task<JsonNode> ReadAsync(string argument, CancellationToken cancellationToken)
    {
        try
        {
            var text = argument.StartsWith('@') ? await File.ReadAllTextAsync(argument[1..], cancellationToken) : argument;
            return JsonNode.Parse(text) ?? throw new UsageException("The input is null; give a JSON object.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"The input is not JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{argument[1..]}' cannot be read: {e.Message}");
        }
    }
}
