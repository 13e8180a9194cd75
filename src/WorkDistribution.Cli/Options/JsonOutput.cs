using System.Text.Encodings.Web;
using System.Text.Json;

namespace WorkDistribution.Cli.Options;

/// <summary>Answers as <c>--json</c> prints them: what the host said, indented.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions Indented = new(Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the answer as it is, or as the report of its type.</summary>
    public static void Write<T>(JsonElement answer, bool json, Action<T, TextWriter> report, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(answer, Indented));
        }
        else
        {
            report(answer.Deserialize<T>(Web)!, output);
        }
    }
}
