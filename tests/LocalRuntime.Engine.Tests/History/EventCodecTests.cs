using CsCheck;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Tests.History;

public sealed class EventCodecTests
{
    private static readonly Gen<string?> _text = Gen.OneOf<string?>(Gen.Const((string?)null), Gen.String.Select(text => (string?)Valid(text)));

    private static readonly Gen<HistoryEvent> _event =
        from kind in Gen.Enum<EventKind>()
        from taskId in Gen.Int[0, int.MaxValue]
        from name in _text
        from payload in _text
        from target in _text
        from time in Gen.Long[0, long.MaxValue]
        from seq in Gen.Long[0, long.MaxValue]
        from failure in Gen.Bool
        from entities in Gen.String.Select(Valid).Array[0, 4]
        select new HistoryEvent
        {
            Kind = kind,
            TaskId = taskId,
            Name = name,
            Payload = payload,
            Target = target,
            Version = name,
            Extra = payload,
            Time = time,
            Seq = seq,
            Execution = seq / 2,
            Failure = failure ? new FailureInfo("T", name ?? "m", payload, new FailureInfo("I", "inner", IsNonRetriable: true)) : null,
            Entities = entities.Length == 0 ? null : entities,
            Tags = name is null ? null : new Dictionary<string, string> { [name] = payload ?? string.Empty },
        };

    [Fact]
    public void Turn_reads_back_as_it_was_written() => Gen.Select(Gen.Long[0, long.MaxValue], _event.Array[0, 20], _event.Array[0, 20]).Sample(
        (ticks, applied, actions) =>
        {
            var read = EventCodec.DecodeTurn(EventCodec.EncodeTurn(new RowWriter(), new Turn(ticks, applied, actions)));

            Assert.Equal(ticks, read.Ticks);
            Assert.Equivalent(applied, read.Applied, strict: true);
            Assert.Equivalent(actions, read.Actions, strict: true);
        },
        iter: 500);

    [Fact]
    public void Row_that_was_cut_off_is_reported_as_corrupt() => Gen.Select(_event.Array[1, 5], Gen.Double.Unit).Sample(
        (applied, at) =>
        {
            var row = EventCodec.EncodeTurn(new RowWriter(), new Turn(1, applied, []));

            Assert.Throws<InvalidDataException>(() => EventCodec.DecodeTurn(row.AsSpan(0, (int)(at * (row.Length - 1)))));
        },
        iter: 500);

    // A lone surrogate is not text; JSON, which is what payloads are, cannot hold one.
    private static string Valid(string text) => new([.. text.Where(character => !char.IsSurrogate(character))]);
}
