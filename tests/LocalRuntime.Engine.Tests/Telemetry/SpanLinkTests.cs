using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

public sealed class SpanLinkTests
{
    private static readonly SpanLink _link = new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, null);

    [Theory]
    [InlineData(null)]
    [InlineData("vendor=1,other=2")]
    public void Link_reads_back_as_it_was_written(string? state)
    {
        var link = _link with { State = state };

        Assert.Equal(link, SpanLink.Parse(link.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz-zzzzzzzzzzzzzzzz-zzzzzzzzzzzzzzzz-01")]
    public void Text_that_is_no_link_is_no_trace(string text) => Assert.Null(SpanLink.Parse(text));

    [Fact]
    public void Event_keeps_its_link()
    {
        var e = new HistoryEvent { Kind = EventKind.TaskScheduled, TaskId = 3, Name = "A", Span = _link };

        var turn = EventCodec.DecodeTurn(EventCodec.EncodeTurn(new RowWriter(), new Turn(1, [], [e, e])));

        Assert.All(turn.Actions, action => Assert.Equal(_link, action.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Entity_message_keeps_its_link_and_needs_none(bool isTraced)
    {
        var message = new EntityMessage { Kind = EntityMessageKind.Call, Operation = "add", Span = isTraced ? _link : null };

        var read = EntityMessage.Decode(EntityMessage.Encode(new RowWriter(), message));

        Assert.Equal(message.Span, read.Span);
        Assert.Equal("add", read.Operation);
    }
}
