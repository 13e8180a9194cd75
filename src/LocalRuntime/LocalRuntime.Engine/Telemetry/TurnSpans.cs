using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>The spans that end with one turn of an orchestration. They are recorded after its commit, so none comes twice.</summary>
internal sealed class TurnSpans(InstanceRow row, SpanLink orchestration, OpenSpans open, long ticks)
{
    private readonly List<FinishedSpan> _finished = [];

    /// <summary>An event was applied; what it is the outcome of has ended.</summary>
    public void Applied(HistoryEvent e)
    {
        if (open.End(e) is not { } begun)
        {
            return;
        }

        var (action, since) = begun;
        if (action.Kind == EventKind.TimerCreated)
        {
            Add($"orchestration:{row.Name}:timer", ActivityKind.Internal, default, since, null,
            [
                new(SpanTags.Type, SpanTags.Timer),
                new(SpanTags.Name, row.Name),
                new(SpanTags.InstanceId, row.Id),
                new(SpanTags.FireAt, new DateTime(action.Time, DateTimeKind.Utc).ToString("o", CultureInfo.InvariantCulture)),
                new(SpanTags.TaskId, action.TaskId),
            ]);
        }
        else if (action.Kind == EventKind.EntityCalled)
        {
            Add(EntityName(action), ActivityKind.Client, action.Span!.Id, since, e.Failure, EntityTags(action, SpanTags.CallEntity));
        }
        else
        {
            var type = action.Kind == EventKind.TaskScheduled ? SpanTags.Activity : SpanTags.Orchestration;
            List<KeyValuePair<string, object?>> tags =
            [
                new(SpanTags.Type, type),
                new(SpanTags.Name, action.Name),
                new(SpanTags.InstanceId, row.Id),
                new(SpanTags.TaskId, action.TaskId),
            ];
            AddVersion(tags, action.Version);
            Add(DurableSpans.NameOf(type, action.Name, action.Version), ActivityKind.Client, action.Span!.Id, since, e.Failure, tags);
        }
    }

    /// <summary>An action was taken: gives it a span of its own, before it is stored or sent.</summary>
    public void Taken(HistoryEvent action)
    {
        if (action.Kind is EventKind.TaskScheduled or EventKind.SubOrchestrationCreated or EventKind.EntityCalled or EventKind.EntitySignaled)
        {
            action.Span = orchestration.NewChild();
        }

        if (action.Kind == EventKind.EntitySignaled)
        {
            Add(EntityName(action), ActivityKind.Producer, action.Span!.Id, ticks, null, EntityTags(action, SpanTags.SignalEntity));
        }
        else if (action.Kind == EventKind.EventSent && action.Target != row.Id)
        {
            Add(DurableSpans.NameOf("orchestration_event", action.Name, null), ActivityKind.Producer, default, ticks, null,
            [
                new(SpanTags.Type, SpanTags.Event),
                new(SpanTags.Name, action.Name),
                new(SpanTags.InstanceId, row.Id),
                new(SpanTags.Target, action.Target),
            ]);
        }
        else
        {
            open.Begin(action, ticks);
        }
    }

    /// <summary>The execution has ended, for good or to continue as new: its own span is complete.</summary>
    public void Ended(InstanceRow next, long started, string status)
    {
        List<KeyValuePair<string, object?>> tags =
        [
            new(SpanTags.Type, SpanTags.Orchestration),
            new(SpanTags.Name, row.Name),
            new(SpanTags.InstanceId, row.Id),
            new(SpanTags.ExecutionId, row.Execution.ToString(CultureInfo.InvariantCulture)),
            new(SpanTags.Status, status),
        ];
        AddVersion(tags, row.Version);
        var error = next.Status == OrchestrationRuntimeStatus.Failed ? next.Output ?? "The orchestration failed." : null;
        _finished.Add(new FinishedSpan(
            DurableSpans.NameOf(SpanTags.Orchestration, row.Name, row.Version), ActivityKind.Server, orchestration.ParentContext, orchestration.Id,
            started, ticks)
        {
            Tags = tags,
            Error = error,
        });
    }

    public void Record() => _finished.ForEach(static span => span.Record());

    private static void AddVersion(List<KeyValuePair<string, object?>> tags, string? version)
    {
        if (!string.IsNullOrEmpty(version))
        {
            tags.Add(new(SpanTags.Version, version));
        }
    }

    private static string EntityName(HistoryEvent action) =>
        DurableSpans.EntityNameOf(EntityInstanceId.FromString(action.Target!).Name, action.Name);

    private List<KeyValuePair<string, object?>> EntityTags(HistoryEvent action, string operation) =>
    [
        new(SpanTags.Type, SpanTags.Entity),
        new(SpanTags.Operation, operation),
        new(SpanTags.InstanceId, row.Id),
        new(SpanTags.Target, action.Target),
    ];

    private void Add(
        string name, ActivityKind kind, ActivitySpanId id, long since, FailureInfo? failure, IReadOnlyList<KeyValuePair<string, object?>> tags) =>
        _finished.Add(new FinishedSpan(name, kind, orchestration.Context, id, since, ticks) { Tags = tags, Error = failure?.ErrorMessage });
}
