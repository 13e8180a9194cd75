using System.Globalization;
using System.Text;
using System.Text.Json;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.MapReduce.Requests;

/// <summary>Reads a request's JSON and names every field that is wrong, not just the first.</summary>
internal sealed class JobRequestReader(ValidationErrors errors)
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The body's bytes.</param>
    /// <returns>The request; to be used only if no error was added.</returns>
    public JobRequest Read(ReadOnlyMemory<byte> body) => RequestJson.Parse(body, errors) is { } value ? ReadObject(value) : new JobRequest();

    private JobRequest ReadObject(JsonElement body)
    {
        var request = new JobRequest();
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add("", """The body must be a JSON object, for example {"input":{"files":["docs/**/*.txt"]}}.""");
            return request;
        }

        var hasInput = false;
        foreach (var member in body.EnumerateObject())
        {
            switch (member.Name)
            {
                case "input":
                    hasInput = true;
                    request = ReadInput(request, member.Value);
                    break;
                case "reducers":
                    request = request with { Reducers = (int?)ReadNumber(member, 1, RequestLimits.MaxReducers) };
                    break;
                case "splitBytes":
                    request = request with { SplitBytes = ReadNumber(member, RequestLimits.MinSplitBytes, RequestLimits.MaxSplitBytes) };
                    break;
                case "maxParallelMaps":
                    request = request with { MaxParallelMaps = (int?)ReadNumber(member, 1, RequestLimits.MaxParallel) };
                    break;
                case "toleratedFailures":
                    request = request with { ToleratedFailures = ReadTolerance(member) };
                    break;
                case "backupTasks":
                    request = request with { BackupTasks = ReadFlag(member) };
                    break;
                case "parameters":
                    request = request with { Parameters = ReadParameters(member.Value) };
                    break;
                default:
                    errors.Add(member.Name, "is not a member of a request: input, reducers, splitBytes, maxParallelMaps, toleratedFailures, backupTasks and parameters are.");
                    break;
            }
        }

        if (!hasInput)
        {
            errors.Add("input", """is missing: give {"files":[…]}, {"blobs":"container/prefix"} or {"documents":[…]}.""");
        }

        return request;
    }

    private JobRequest ReadInput(JobRequest request, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", """must be an object with one of the members "files", "blobs" and "documents".""");
            return request;
        }

        var count = 0;
        foreach (var member in input.EnumerateObject())
        {
            count++;
            switch (member.Name)
            {
                case "files":
                    request = request with { Files = [.. ReadTexts("input.files", member.Value, RequestLimits.MaxPatterns, RequestLimits.MaxTextLength)] };
                    break;
                case "blobs":
                    request = request with { Blobs = ReadText("input.blobs", member.Value, RequestLimits.MaxTextLength) };
                    break;
                case "documents":
                    request = request with
                    {
                        Documents = [.. ReadTexts("input.documents", member.Value, RequestLimits.MaxDocuments, int.MaxValue)
                            .Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))],
                    };
                    break;
                default:
                    errors.Add("input." + member.Name, "is not a member of an input: files, blobs and documents are.");
                    break;
            }
        }

        if (count != 1)
        {
            errors.Add("input", $"""has {count} members: give exactly one of "files", "blobs" and "documents".""");
        }

        return request;
    }

    private List<string> ReadTexts(string field, JsonElement array, int maxCount, int maxLength)
    {
        var texts = new List<string>();
        if (array.ValueKind != JsonValueKind.Array)
        {
            errors.Add(field, "must be an array of strings.");
            return texts;
        }

        var length = array.GetArrayLength();
        if (length == 0 || length > maxCount)
        {
            errors.Add(field, length == 0 ? "is empty: give at least one." : $"has {length} entries; at most {maxCount} are taken.");
            return texts;
        }

        foreach (var entry in array.EnumerateArray())
        {
            texts.Add(ReadText(string.Create(CultureInfo.InvariantCulture, $"{field}[{texts.Count}]"), entry, maxLength));
        }

        return texts;
    }

    private string ReadText(string field, JsonElement value, int maxLength)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(field, $"must be a string, not {Describe(value)}.");
            return "";
        }

        var text = value.GetString()!;
        if (text.Length <= maxLength)
        {
            return text;
        }

        errors.Add(field, $"has {text.Length} characters; at most {maxLength} are taken.");
        return "";
    }

    private long? ReadNumber(JsonProperty member, long min, long max)
    {
        if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(member.Name, $"must be a whole number from {min} to {max}, not {Describe(member.Value)}.");
        return null;
    }

    private bool ReadFlag(JsonProperty member)
    {
        if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return member.Value.GetBoolean();
        }

        errors.Add(member.Name, $"must be true or false, not {Describe(member.Value)}.");
        return true;
    }

    private Tolerance ReadTolerance(JsonProperty member)
    {
        var value = member.Value;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0)
        {
            return new Tolerance(count);
        }

        if (value.ValueKind == JsonValueKind.String && Tolerance.TryParsePercent(ReadText(member.Name, value, 32), out var tolerance))
        {
            return tolerance;
        }

        errors.Add(member.Name, $"""must be a number of splits from 0 or a percentage from "0%" to "100%", not {Describe(value)}.""");
        return default;
    }

    private Dictionary<string, string> ReadParameters(JsonElement value)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add("parameters", """must be an object of strings, for example {"pattern":"error.*timeout"}.""");
            return parameters;
        }

        foreach (var parameter in value.EnumerateObject())
        {
            parameters[parameter.Name] = ReadText("parameters." + parameter.Name, parameter.Value, RequestLimits.MaxTextLength);
        }

        if (parameters.Count > RequestLimits.MaxParameters)
        {
            errors.Add("parameters", $"has {parameters.Count} members; at most {RequestLimits.MaxParameters} are taken.");
        }

        return parameters;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ when value.GetRawText() is { Length: <= 40 } text => text,
        _ => "a long text",
    };
}
