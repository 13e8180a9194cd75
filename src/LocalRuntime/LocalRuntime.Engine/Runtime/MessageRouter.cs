using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Runtime;

/// <summary>Brings stored messages to those they are for, when they are due.</summary>
internal sealed class MessageRouter(EngineServices services)
{
    [ThreadStatic]
    private static RowWriter? _writer;

    private static RowWriter Writer => _writer ??= new RowWriter();

    /// <summary>The row of an event for an instance.</summary>
    public InboxRow Row(string instanceId, HistoryEvent message, long due = 0) =>
        new(services.Ids.NextSeq(), instanceId, due, EventCodec.EncodeMessage(Writer, message));

    /// <summary>The row of a message for an entity.</summary>
    public InboxRow Row(string entityId, EntityMessage message, long due = 0) =>
        new(services.Ids.NextSeq(), entityId, due, EntityMessage.Encode(Writer, message));

    public static byte[] Encode(Turn turn) => EventCodec.EncodeTurn(Writer, turn);

    public void Deliver(in InboxRow row, HistoryEvent message)
    {
        var (seq, target) = (row.Seq, row.Target);
        if (row.Due <= services.NowTicks)
        {
            services.Instances.Post(target, new EventMail(message) { Seq = seq });
        }
        else
        {
            services.Timers.Add(row.Due, () => services.Instances.Post(target, new EventMail(message) { Seq = seq }));
        }
    }

    public void Deliver(in InboxRow row, EntityMessage message)
    {
        var (seq, target) = (row.Seq, row.Target);
        if (row.Due <= services.NowTicks)
        {
            services.Entities.Post(target, new EntityMail(message) { Seq = seq });
        }
        else
        {
            services.Timers.Add(row.Due, () => services.Entities.Post(target, new EntityMail(message) { Seq = seq }));
        }
    }

    /// <summary>Delivers a message that was read from the store.</summary>
    public void Recover(in InboxRow row)
    {
        if (InstanceIds.IsEntity(row.Target))
        {
            Deliver(row, EntityMessage.Decode(row.Message));
        }
        else
        {
            Deliver(row, EventCodec.DecodeMessage(row.Message));
        }
    }
}
