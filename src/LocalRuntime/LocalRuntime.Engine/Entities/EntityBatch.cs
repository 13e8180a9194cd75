using System.Diagnostics;
using DurableTask.Core.Entities.OperationFormat;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>Runs a batch of operations of one entity through its function.</summary>
internal sealed partial class EntityBatch(EngineServices services, EntityInstanceId id, IReadOnlyList<EntityMessage> operations, string? state)
{
    private readonly List<OperationOutcome> _outcomes = new(operations.Count);

    public EngineEntityState State { get; } = new(services.Converter, state);

    public EngineEntityContext Context { get; } =
        new(id, services.Converter, services.Options.DefaultVersion ?? string.Empty);

    /// <summary>One for each operation, in order.</summary>
    public IReadOnlyList<OperationOutcome> Outcomes => _outcomes;

    public async Task RunAsync()
    {
        FailureInfo? failure = null;
        try
        {
            if (services.Functions.TryGetEntity(id.Name, out var handler))
            {
                await handler(new EntityInvocation(id, this, services.Stopping.Token));
                if (_outcomes.Count < operations.Count)
                {
                    failure = new FailureInfo(
                        "FunctionInvocationFailed", $"The entity function '{id.Name}' ended without dispatching its operations.");
                }
            }
            else
            {
                failure = services.Functions.EntityNotFound(id.Name);
            }
        }
        catch (Exception e) when (!services.IsStopping)
        {
            LogFunctionFailed(services.Logger, e, id.Name, id.Key);
            failure = Failures.Of(e, services.Options.ExceptionProperties);
        }

        while (_outcomes.Count < operations.Count)
        {
            _outcomes.Add(new OperationOutcome(null, failure));
        }
    }

    public async Task RunOperationsAsync(Func<TaskEntityOperation, ValueTask<object?>> run)
    {
        foreach (var message in operations)
        {
            using var span = DurableSpans.StartOperation(message, id);
            Context.Span = span;
            try
            {
                var result = await run(new EngineEntityOperation(message, Context, State, services.Converter));
                _outcomes.Add(new OperationOutcome(services.Converter.Serialize(result), null));
                State.Keep();
                Context.Keep();
            }
            catch (Exception e) when (!services.IsStopping)
            {
                LogOperationFailed(services.Logger, e, message.Operation ?? string.Empty, id.Name, id.Key);
                _outcomes.Add(new OperationOutcome(null, Failures.Of(e, services.Options.ExceptionProperties)));
                span?.SetTag(SpanTags.EntityError, e.Message);
                span?.SetStatus(ActivityStatusCode.Error, e.Message);
                State.Undo();
                Context.Undo();
            }
        }
    }

    public async Task RunBatchAsync(Func<EntityBatchRequest, Task<EntityBatchResult>> run)
    {
        var spans = new OperationSpans(operations, id);
        var result = await run(new EntityBatchRequest
        {
            InstanceId = id.ToString(),
            EntityState = State.Serialized,
            Operations = [.. operations.Select((message, i) => new OperationRequest
            {
                Operation = message.Operation,
                // Told apart within the batch, which is all that they are for.
                Id = new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                Input = message.Input,
                TraceContext = spans.ContextOf(i),
            })],
        });
        if (result.FailureDetails is { } failure)
        {
            throw new OrchestrationException(failure.ErrorMessage) { FailureDetails = failure };
        }

        foreach (var operation in result.Results ?? [])
        {
            var outcome = operation.FailureDetails is { } details ? new OperationOutcome(null, Failures.Of(details)) : new OperationOutcome(operation.Result, null);
            spans.End(_outcomes.Count, operation, outcome.Failure);
            _outcomes.Add(outcome);
        }

        State.Replace(result.EntityState);
        foreach (var action in result.Actions ?? [])
        {
            Context.Add(action, spans);
        }

        Context.Keep();
    }

    [LoggerMessage(EventId = 400, Level = LogLevel.Warning, Message = "Operation '{Operation}' of entity '@{Entity}@{Key}' failed; its effects were undone.")]
    private static partial void LogOperationFailed(ILogger logger, Exception exception, string operation, string entity, string key);

    [LoggerMessage(EventId = 401, Level = LogLevel.Error, Message = "The function of entity '@{Entity}@{Key}' failed.")]
    private static partial void LogFunctionFailed(ILogger logger, Exception exception, string entity, string key);
}
