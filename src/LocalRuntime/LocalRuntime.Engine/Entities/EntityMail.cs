namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>A message for an entity, with its inbox row (0 if it is not stored) and who waits for it to be durable.</summary>
internal sealed class EntityMail(EntityMessage message, TaskCompletionSource? ack = null)
{
    public EntityMessage Message { get; } = message;

    public long Seq { get; set; }

    public void Acknowledge() => ack?.TrySetResult();

    public void Refuse(Exception exception) => ack?.TrySetException(exception);
}
