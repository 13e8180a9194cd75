using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>The queue that a trigger or output names, with settings replaced and the name checked.</summary>
internal sealed record QueueAddress(string Name, StorageConnection Connection)
{
    public const string PoisonSuffix = "-poison";

    private const int MinLength = 3;
    private const int MaxLength = 63;

    /// <summary>Whether failed messages of this queue have a poison queue to go to.</summary>
    public bool HasPoisonQueue => !Name.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    public QueueClient CreateClient() => Connection.CreateQueueClient(Name);

    public QueueClient CreatePoisonClient() => Connection.CreateQueueClient(Name + PoisonSuffix);

    /// <exception cref="HostConfigurationException">The name is not valid, or a setting it needs does not exist.</exception>
    public static QueueAddress Resolve(string queueName, string? connection, SettingResolver settings, string usedBy)
    {
        var name = settings.Resolve(queueName, usedBy).ToLowerInvariant();
        return IsValid(name)
            ? new QueueAddress(name, StorageConnection.Resolve(connection, settings, usedBy))
            : throw new HostConfigurationException(
                $"{usedBy} has the queue name '{name}', which is not valid: {MinLength} to {MaxLength} letters, digits and single dashes, with a letter or digit at both ends, are allowed.");
    }

    private static bool IsValid(string name) =>
        name.Length is >= MinLength and <= MaxLength
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-' && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);
}
