namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>
/// Everything one step changes, committed as a whole: what it consumed and what it produced. What follows from it
/// (activities, messages, answers) happens in <see cref="Committed"/>, after it is durable.
/// </summary>
internal sealed class StoreStep
{
    /// <summary>New instances; each replaces an instance of the same id, if there is one.</summary>
    public List<InstanceRow>? Creates { get; private set; }

    /// <summary>Instances that began another execution, were finished, or changed otherwise than by an ordinary turn.</summary>
    public List<InstanceRow>? Updates { get; private set; }

    /// <summary>An ordinary turn's change: status, time, custom status.</summary>
    public InstanceRow? Touch { get; set; }

    public List<HistoryRow>? History { get; private set; }

    /// <summary>Executions whose history is dropped.</summary>
    public List<long>? DroppedExecutions { get; private set; }

    public List<InboxRow>? Sends { get; private set; }

    /// <summary>Inbox rows that were consumed.</summary>
    public List<long>? Consumed { get; private set; }

    public EntityRow? Entity { get; set; }

    public string? DeletedEntity { get; set; }

    /// <summary>Instances that are purged with everything they own, unless they have begun another execution than the row's.</summary>
    public List<InstanceRow>? Purged { get; private set; }

    /// <summary>Runs after the commit, in commit order.</summary>
    public Action? Committed { get; set; }

    /// <summary>Runs instead, if the engine stops before the step could be committed.</summary>
    public Action<Exception>? Abandoned { get; set; }

    public void Create(InstanceRow row) => (Creates ??= []).Add(row);

    public void Update(InstanceRow row) => (Updates ??= []).Add(row);

    public void Append(HistoryRow row) => (History ??= []).Add(row);

    public void DropExecution(long execution) => (DroppedExecutions ??= []).Add(execution);

    public void Send(InboxRow row) => (Sends ??= []).Add(row);

    public void Consume(long seq) => (Consumed ??= []).Add(seq);

    public void Purge(InstanceRow row) => (Purged ??= []).Add(row);
}
