using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>The stored form of turns and messages: a kind, a mask of the fields that are set, then those fields.</summary>
internal static class EventCodec
{
    private const byte TurnFormat = 1;

    [Flags]
    private enum Fields
    {
        TaskId = 1,
        Name = 2,
        Payload = 4,
        Time = 8,
        Seq = 16,
        Version = 32,
        Target = 64,
        Failure = 128,
        Execution = 256,
        Extra = 512,
        Tags = 1024,
        Entities = 2048,
        Span = 4096,
    }

    public static byte[] EncodeTurn(RowWriter writer, Turn turn)
    {
        writer.Reset();
        writer.Byte(TurnFormat);
        writer.Number(turn.Ticks);
        WriteAll(writer, turn.Applied);
        WriteAll(writer, turn.Actions);
        return writer.ToArray();
    }

    public static Turn DecodeTurn(ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        var format = reader.Byte();
        if (format != TurnFormat)
        {
            throw new InvalidDataException(
                $"History row format {format} is not known to this version (it reads format {TurnFormat}). Run the version that wrote it.");
        }

        var ticks = reader.Number();
        return new Turn(ticks, ReadAll(ref reader), ReadAll(ref reader));
    }

    public static byte[] EncodeMessage(RowWriter writer, HistoryEvent message)
    {
        writer.Reset();
        Write(writer, message);
        return writer.ToArray();
    }

    public static HistoryEvent DecodeMessage(ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        return Read(ref reader);
    }

    public static void WriteFailure(RowWriter writer, FailureInfo failure)
    {
        writer.Name(failure.ErrorType);
        writer.Text(failure.ErrorMessage);
        writer.Text(failure.StackTrace);
        writer.Byte((byte)((failure.IsNonRetriable ? 1 : 0) | (failure.Inner is null ? 0 : 2) | (failure.Properties is null ? 0 : 4)));
        if (failure.Properties is not null)
        {
            writer.Text(failure.Properties);
        }

        if (failure.Inner is { } inner)
        {
            WriteFailure(writer, inner);
        }
    }

    public static FailureInfo ReadFailure(ref RowReader reader)
    {
        var type = reader.Name();
        var message = reader.Text() ?? string.Empty;
        var stack = reader.Text();
        var flags = reader.Byte();
        var properties = (flags & 4) == 0 ? null : reader.Text();
        var inner = (flags & 2) == 0 ? null : ReadFailure(ref reader);
        return new FailureInfo(type, message, stack, inner, (flags & 1) != 0, properties);
    }

    public static void WriteTags(RowWriter writer, IReadOnlyDictionary<string, string> tags)
    {
        writer.Number((ulong)tags.Count);
        foreach (var (key, value) in tags)
        {
            writer.Name(key);
            writer.Text(value);
        }
    }

    public static IReadOnlyDictionary<string, string> ReadTags(ref RowReader reader)
    {
        var count = reader.Count();
        var tags = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.Name();
            tags[key] = reader.Text() ?? string.Empty;
        }

        return tags;
    }

    private static void WriteAll(RowWriter writer, IReadOnlyList<HistoryEvent> events)
    {
        writer.Number((ulong)events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            Write(writer, events[i]);
        }
    }

    private static HistoryEvent[] ReadAll(ref RowReader reader)
    {
        var events = new HistoryEvent[reader.Count()];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = Read(ref reader);
        }

        return events;
    }

    private static void Write(RowWriter writer, HistoryEvent e)
    {
        var fields = FieldsOf(e);
        writer.Byte((byte)e.Kind);
        writer.Number((ulong)fields);
        if (e.TaskId != 0)
        {
            writer.Number((ulong)(uint)e.TaskId);
        }

        if (e.Name is not null)
        {
            writer.Name(e.Name);
        }

        if (e.Payload is not null)
        {
            writer.Text(e.Payload);
        }

        if (e.Time != 0)
        {
            writer.Number(e.Time);
        }

        if (e.Seq != 0)
        {
            writer.Number(e.Seq);
        }

        if (e.Version is not null)
        {
            writer.Name(e.Version);
        }

        if (e.Target is not null)
        {
            writer.Name(e.Target);
        }

        if (e.Failure is not null)
        {
            WriteFailure(writer, e.Failure);
        }

        if (e.Execution != 0)
        {
            writer.Number(e.Execution);
        }

        if (e.Extra is not null)
        {
            writer.Text(e.Extra);
        }

        if (e.Tags is not null)
        {
            WriteTags(writer, e.Tags);
        }

        if (e.Entities is not null)
        {
            writer.Number((ulong)e.Entities.Count);
            foreach (var entity in e.Entities)
            {
                writer.Name(entity);
            }
        }

        if (e.Span is not null)
        {
            writer.Text(e.Span.ToString());
        }
    }

    private static HistoryEvent Read(ref RowReader reader)
    {
        var kind = (EventKind)reader.Byte();
        var fields = (Fields)reader.Unsigned();
        return new HistoryEvent
        {
            Kind = kind,
            TaskId = fields.HasFlag(Fields.TaskId) ? (int)(uint)reader.Unsigned() : 0,
            Name = fields.HasFlag(Fields.Name) ? reader.Name() : null,
            Payload = fields.HasFlag(Fields.Payload) ? reader.Text() : null,
            Time = fields.HasFlag(Fields.Time) ? reader.Number() : 0,
            Seq = fields.HasFlag(Fields.Seq) ? reader.Number() : 0,
            Version = fields.HasFlag(Fields.Version) ? reader.Name() : null,
            Target = fields.HasFlag(Fields.Target) ? reader.Name() : null,
            Failure = fields.HasFlag(Fields.Failure) ? ReadFailure(ref reader) : null,
            Execution = fields.HasFlag(Fields.Execution) ? reader.Number() : 0,
            Extra = fields.HasFlag(Fields.Extra) ? reader.Text() : null,
            Tags = fields.HasFlag(Fields.Tags) ? ReadTags(ref reader) : null,
            Entities = fields.HasFlag(Fields.Entities) ? ReadNames(ref reader) : null,
            Span = fields.HasFlag(Fields.Span) ? SpanLink.Parse(reader.Text()) : null,
        };
    }

    private static string[] ReadNames(ref RowReader reader)
    {
        var names = new string[reader.Count()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.Name();
        }

        return names;
    }

    private static Fields FieldsOf(HistoryEvent e) =>
        (e.TaskId != 0 ? Fields.TaskId : 0)
        | (e.Name is not null ? Fields.Name : 0)
        | (e.Payload is not null ? Fields.Payload : 0)
        | (e.Time != 0 ? Fields.Time : 0)
        | (e.Seq != 0 ? Fields.Seq : 0)
        | (e.Version is not null ? Fields.Version : 0)
        | (e.Target is not null ? Fields.Target : 0)
        | (e.Failure is not null ? Fields.Failure : 0)
        | (e.Execution != 0 ? Fields.Execution : 0)
        | (e.Extra is not null ? Fields.Extra : 0)
        | (e.Tags is not null ? Fields.Tags : 0)
        | (e.Entities is not null ? Fields.Entities : 0)
        | (e.Span is not null ? Fields.Span : 0);
}
