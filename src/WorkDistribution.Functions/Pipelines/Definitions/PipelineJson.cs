using System.Text.Json;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>The JSON of items.</summary>
internal static class PipelineJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads an item.</summary>
    /// <exception cref="InvalidDataException">The stream does not hold one.</exception>
    public static async Task<T> ReadAsync<T>(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellationToken) ?? throw new InvalidDataException($"An item is null where a {typeof(T).Name} was expected.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"An item is no {typeof(T).Name}: {e.Message}", e);
        }
    }
}
