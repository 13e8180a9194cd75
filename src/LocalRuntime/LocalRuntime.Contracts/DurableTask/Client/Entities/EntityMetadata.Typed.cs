using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What is known of an entity at one moment.</summary>
[JsonConverter(typeof(EntityMetadataConverter))]
public class EntityMetadata<TState>
{
    private readonly TState? _state;

    /// <exception cref="ArgumentException"><paramref name="id"/> is <c>default</c>.</exception>
    public EntityMetadata(EntityInstanceId id)
        => Id = id != default ? id : throw new ArgumentException("An entity's metadata need its id, not the default value.", nameof(id));

    /// <exception cref="ArgumentException"><paramref name="id"/> is <c>default</c>.</exception>
    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        _state = state;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>The number of messages that wait to be processed.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>The instance id of the orchestration that holds the entity's lock; <see langword="null"/> if none does.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Whether the state was asked for, and there is one.</summary>
    [MemberNotNullWhen(true, nameof(State))]
    [MemberNotNullWhen(true, nameof(_state))]
    public bool IncludesState { get; }

    /// <exception cref="InvalidOperationException"><see cref="IncludesState"/> is <see langword="false"/>.</exception>
    public TState State => IncludesState
        ? _state
        : throw new InvalidOperationException($"Cannot retrieve state when {nameof(IncludesState)}=false");
}
