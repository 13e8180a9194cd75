using System.Text.Json;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Objects that hold one JSON value.</summary>
internal static class ObjectStoreJsonExtensions
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a value.</summary>
    /// <exception cref="ObjectNotFoundException">No object has that name.</exception>
    /// <exception cref="InvalidDataException">The object does not hold such a value.</exception>
    public static async Task<T> ReadJsonAsync<T>(this IObjectStore store, string name, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(name, 0, cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, Web, cancellationToken)
                ?? throw new InvalidDataException($"Object '{name}' holds null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Object '{name}' does not hold a {typeof(T).Name}: {e.Message}", e);
        }
    }

    /// <summary>Reads a value, or null if there is no such object.</summary>
    public static async Task<T?> TryReadJsonAsync<T>(this IObjectStore store, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await store.ReadJsonAsync<T>(name, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a value, atomically.</summary>
    public static async Task WriteJsonAsync<T>(
        this IObjectStore store, string name, T value, CancellationToken cancellationToken, bool transient = true)
    {
        await using var writer = await store.CreateAsync(name, transient, cancellationToken);
        await JsonSerializer.SerializeAsync(writer.Content, value, Web, cancellationToken);
        await writer.CommitAsync(cancellationToken);
    }
}
