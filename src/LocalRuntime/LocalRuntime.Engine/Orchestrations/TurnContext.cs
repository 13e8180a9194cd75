using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>A turn that was taken and has to be stored.</summary>
internal sealed record TurnContext(
    InstanceRow Row,
    long Ticks,
    List<HistoryEvent> Applied,
    List<EventMail> Mail,
    TurnResult Result,
    StoreStep Step,
    List<Action> Answers,
    bool IsTermination);
