using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>A message to an entity: an operation, or a lock request on its way along the entities of a critical section.</summary>
internal sealed record EntityMessage
{
    public required EntityMessageKind Kind { get; init; }

    /// <summary>The operation's name.</summary>
    public string? Operation { get; init; }

    public string? Input { get; init; }

    /// <summary>The orchestration that asks; null for clients and entities.</summary>
    public string? CallerId { get; init; }

    public long CallerExecution { get; init; }

    /// <summary>The caller's action that the answer goes to.</summary>
    public int CallerTaskId { get; init; }

    public string? LockId { get; init; }

    /// <summary>The entities to lock, in their order.</summary>
    public IReadOnlyList<string> LockSet { get; init; } = [];

    /// <summary>Which of them this message is for.</summary>
    public int LockPosition { get; init; }

    /// <summary>The span of who sends it; null if it is not traced.</summary>
    public SpanLink? Span { get; init; }

    public static byte[] Encode(RowWriter writer, EntityMessage message)
    {
        writer.Reset();
        writer.Byte((byte)message.Kind);
        writer.Text(message.Operation);
        writer.Text(message.Input);
        writer.Text(message.CallerId);
        writer.Number(message.CallerExecution);
        writer.Number((ulong)(uint)message.CallerTaskId);
        writer.Text(message.LockId);
        writer.Number((ulong)message.LockSet.Count);
        foreach (var entity in message.LockSet)
        {
            writer.Text(entity);
        }

        writer.Number((ulong)(uint)message.LockPosition);
        if (message.Span is not null)
        {
            writer.Text(message.Span.ToString());
        }

        return writer.ToArray();
    }

    public static EntityMessage Decode(ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        return new EntityMessage
        {
            Kind = (EntityMessageKind)reader.Byte(),
            Operation = reader.Text(),
            Input = reader.Text(),
            CallerId = reader.Text(),
            CallerExecution = reader.Number(),
            CallerTaskId = (int)(uint)reader.Unsigned(),
            LockId = reader.Text(),
            LockSet = ReadLockSet(ref reader),
            LockPosition = (int)(uint)reader.Unsigned(),
            Span = reader.AtEnd ? null : SpanLink.Parse(reader.Text()),
        };
    }

    private static string[] ReadLockSet(ref RowReader reader)
    {
        var entities = new string[reader.Count()];
        for (var i = 0; i < entities.Length; i++)
        {
            entities[i] = reader.Text() ?? string.Empty;
        }

        return entities;
    }
}
