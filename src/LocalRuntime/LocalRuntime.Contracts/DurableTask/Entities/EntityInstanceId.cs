using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>The identity of an entity: a name, in lower case, and a key. As an instance id it is written <c>@name@key</c>.</summary>
[JsonConverter(typeof(EntityInstanceIdConverter))]
public readonly record struct EntityInstanceId
{
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or contains <c>@</c>.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The entity name '{name}' contains '@', which separates name and key.", nameof(name));
        }

#pragma warning disable CA1308 // lower case is the stored form of entity names
        Name = name.ToLowerInvariant();
#pragma warning restore CA1308
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    /// <summary>Reads <c>@name@key</c>; the key may contain further <c>@</c>.</summary>
    /// <exception cref="ArgumentException">The text is not of that form.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        int separator = instanceId.IndexOf('@', 1);
        if (instanceId[0] != '@' || separator < 0)
        {
            throw new ArgumentException(
                $"Instance ID '{instanceId}' is not a valid entity ID: expected '@name@key'.", nameof(instanceId));
        }

        return new EntityInstanceId(instanceId[1..separator], instanceId[(separator + 1)..]);
    }

    public override string ToString() => $"@{Name}@{Key}";
}
