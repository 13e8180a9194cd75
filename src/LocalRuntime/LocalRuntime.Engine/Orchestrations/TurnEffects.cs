using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>What follows from a step once it is committed: activities, messages, new instances.</summary>
internal sealed class TurnEffects(EngineServices services, string instanceId, long execution)
{
    private List<HistoryEvent>? _activities;
    private List<(InboxRow Row, object Message)>? _messages;
    private List<InstanceRow>? _created;

    public void Schedule(HistoryEvent activity) => (_activities ??= []).Add(activity);

    public void Send(StoreStep step, string target, HistoryEvent message) => Send(step, services.Router.Row(target, message), message);

    public void Send(StoreStep step, in InboxRow row, HistoryEvent message)
    {
        step.Send(row);
        (_messages ??= []).Add((row, message));
    }

    public void Send(StoreStep step, string entityId, EntityMessage message, long due = 0)
    {
        var row = services.Router.Row(entityId, message, due);
        step.Send(row);
        (_messages ??= []).Add((row, message));
    }

    public void Create(StoreStep step, InstanceRow row)
    {
        step.Create(row);
        (_created ??= []).Add(row);
    }

    public void Publish()
    {
        foreach (var row in _created ?? [])
        {
            services.Instances.Wake(row);
        }

        foreach (var (row, message) in _messages ?? [])
        {
            if (message is HistoryEvent e)
            {
                services.Router.Deliver(row, e);
            }
            else
            {
                services.Router.Deliver(row, (EntityMessage)message);
            }
        }

        if (_activities is not null)
        {
            services.Activities.Schedule(instanceId, execution, _activities);
        }
    }
}
