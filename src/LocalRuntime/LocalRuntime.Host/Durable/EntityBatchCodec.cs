using DurableTask.Core;
using DurableTask.Core.Entities.OperationFormat;
using DurableTask.Core.Tracing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Batches of entity operations in the form in which the official extension takes and gives them: protocol buffers in base64.</summary>
internal static class EntityBatchCodec
{
    public static string Encode(EntityBatchRequest batch)
    {
        var request = new P.EntityBatchRequest { InstanceId = batch.InstanceId, EntityState = batch.EntityState };
        foreach (var operation in batch.Operations ?? [])
        {
            request.Operations.Add(new P.OperationRequest
            {
                Operation = operation.Operation,
                RequestId = operation.Id.ToString(),
                Input = operation.Input,
                TraceContext = Trace(operation.TraceContext),
            });
        }

        return Convert.ToBase64String(request.ToByteArray());
    }

    /// <exception cref="FormatException">The text is not such a result.</exception>
    public static EntityBatchResult Decode(string text)
    {
        P.EntityBatchResult result;
        try
        {
            result = P.EntityBatchResult.Parser.ParseFrom(Convert.FromBase64String(text));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new FormatException($"The entity function gave a result that is not one of a batch: {e.Message}", e);
        }

        return new EntityBatchResult
        {
            EntityState = result.EntityState,
            FailureDetails = Failure(result.FailureDetails),
            Results = [.. result.Results.Select(Result)],
            Actions = [.. result.Actions.Select(Action)],
        };
    }

    private static OperationResult Result(P.OperationResult result) => result.ResultTypeCase == P.OperationResult.ResultTypeOneofCase.Success
        ? new OperationResult
        {
            Result = result.Success.Result,
            StartTimeUtc = result.Success.StartTimeUtc?.ToDateTime(),
            EndTimeUtc = result.Success.EndTimeUtc?.ToDateTime(),
        }
        : new OperationResult
        {
            FailureDetails = Failure(result.Failure.FailureDetails),
            StartTimeUtc = result.Failure.StartTimeUtc?.ToDateTime(),
            EndTimeUtc = result.Failure.EndTimeUtc?.ToDateTime(),
        };

    private static OperationAction Action(P.OperationAction action) => action.OperationActionTypeCase switch
    {
        P.OperationAction.OperationActionTypeOneofCase.SendSignal => new SendSignalOperationAction
        {
            InstanceId = action.SendSignal.InstanceId,
            Name = action.SendSignal.Name,
            Input = action.SendSignal.Input,
            ScheduledTime = action.SendSignal.ScheduledTime?.ToDateTime(),
            ParentTraceContext = Trace(action.SendSignal.ParentTraceContext),
        },
        P.OperationAction.OperationActionTypeOneofCase.StartNewOrchestration => new StartNewOrchestrationOperationAction
        {
            InstanceId = action.StartNewOrchestration.InstanceId,
            Name = action.StartNewOrchestration.Name,
            Version = action.StartNewOrchestration.Version,
            Input = action.StartNewOrchestration.Input,
            ScheduledStartTime = action.StartNewOrchestration.ScheduledTime?.ToDateTime(),
            ParentTraceContext = Trace(action.StartNewOrchestration.ParentTraceContext),
        },
        _ => throw new FormatException($"The entity function gave an action of the unknown kind '{action.OperationActionTypeCase}'."),
    };

    private static FailureDetails? Failure(P.TaskFailureDetails? failure) => failure is null
        ? null
        : new FailureDetails(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            Failure(failure.InnerFailure),
            failure.IsNonRetriable,
            failure.Properties.Count == 0 ? null : failure.Properties.ToDictionary(p => p.Key, p => Plain(p.Value)));

    private static object? Plain(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(Plain).ToList(),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.ToDictionary(f => f.Key, f => Plain(f.Value)),
        _ => null,
    };

    private static P.TraceContext? Trace(DistributedTraceContext? context) =>
        context is null ? null : new P.TraceContext { TraceParent = context.TraceParent, TraceState = context.TraceState };

    private static DistributedTraceContext? Trace(P.TraceContext? context) =>
        context is null ? null : new DistributedTraceContext(context.TraceParent, context.TraceState);
}
