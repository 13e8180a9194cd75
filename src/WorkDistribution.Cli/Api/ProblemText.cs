using System.Text.Json;

namespace WorkDistribution.Cli.Api;

/// <summary>Turns RFC 9457 problem details into the lines a person reads in a terminal.</summary>
internal static class ProblemText
{
    /// <summary>The problem as text, or null when <paramref name="body"/> is not problem details.</summary>
    public static string? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Read(JsonElement problem)
    {
        var text = Text(problem, "detail") ?? Text(problem, "title");
        if (text is null)
        {
            return null;
        }

        if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in errors.EnumerateObject())
            {
                text += $"{Environment.NewLine}  {field.Name}: {Join(field.Value)}";
            }
        }

        return text;
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Join(JsonElement messages) =>
        messages.ValueKind == JsonValueKind.Array ? string.Join(" ", messages.EnumerateArray().Select(message => message.ToString())) : messages.ToString();
}
