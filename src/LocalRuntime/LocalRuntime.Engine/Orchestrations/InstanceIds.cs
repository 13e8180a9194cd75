namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>What may stand as the id of an orchestration instance.</summary>
internal static class InstanceIds
{
    /// <summary>The official limit, in characters.</summary>
    private const int MaxLength = 100;

    public static bool IsEntity(string instanceId) => instanceId.StartsWith('@');

    /// <exception cref="ArgumentException">The id is empty or an entity's.</exception>
    public static void EnsureOrchestration(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (IsEntity(instanceId))
        {
            throw new ArgumentException($"Instance ID '{instanceId}' begins with '@', as only the ids of entities may.", nameof(instanceId));
        }
    }

    /// <exception cref="ArgumentException">The id cannot be that of a new instance.</exception>
    public static void EnsureNew(string instanceId)
    {
        EnsureOrchestration(instanceId);
        if (instanceId.Length > MaxLength)
        {
            throw new ArgumentException($"Instance ID lengths must not exceed {MaxLength} characters, but this one has {instanceId.Length}.", nameof(instanceId));
        }

        foreach (var character in instanceId)
        {
            if (character is '/' or '\\' or '?' or '#' || char.IsControl(character))
            {
                throw new ArgumentException(
                    $"Instance ID '{instanceId}' must not contain '/', '\\', '#', '?' or control characters.", nameof(instanceId));
            }
        }
    }
}
