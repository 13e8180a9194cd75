using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>
/// What the master knows: which tasks were never issued, are in flight, done or failed. Deterministic, and small enough to be carried into
/// a fresh history: a bit a task, and the tasks in flight.
/// </summary>
internal sealed class MasterState
{
    /// <summary>Makes the state of a batch that has not begun.</summary>
    public static MasterState Begin(MasterOrder order, DateTime startedAt) =>
        new() { Order = order, StartedAt = startedAt, Done = new byte[(order.Tasks + 7) / 8] };

    /// <summary>The batch.</summary>
    public required MasterOrder Order { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>One bit a task: whether it succeeded.</summary>
    public required byte[] Done { get; init; }

    /// <summary>The first task that was never issued.</summary>
    public int Next { get; set; }

    /// <summary>Tasks that succeeded.</summary>
    public int Completed { get; set; }

    /// <summary>Attempts issued.</summary>
    public int Issued { get; set; }

    /// <summary>Attempts issued again because nobody answered in time: a worker was lost, or is slow.</summary>
    public int Lost { get; set; }

    /// <summary>Reports of tasks that were done already.</summary>
    public int Duplicates { get; set; }

    /// <summary>The tasks the master waits for, in the order of their deadlines.</summary>
    public List<InFlightTask> InFlight { get; init; } = [];

    /// <summary>Tasks that failed for good.</summary>
    public List<FailedTask> Failed { get; init; } = [];

    /// <summary>Tasks whose attempt failed and that wait to be issued again, with the number of the next attempt.</summary>
    public List<InFlightTask> Again { get; init; } = [];

    /// <summary>Whether every task has its outcome.</summary>
    [JsonIgnore]
    public bool IsDone => Completed + Failed.Count == Order.Tasks;

    /// <summary>When the next task counts as lost; null when none is in flight.</summary>
    [JsonIgnore]
    public DateTime? NextDeadline => InFlight.Count == 0 ? null : InFlight[0].Deadline;

    /// <summary>Takes the attempts that are to be issued now: lost ones, failed ones, and new tasks while there is room.</summary>
    public IReadOnlyList<InFlightTask> Take(DateTime now)
    {
        var deadline = now.AddSeconds(Order.TaskTimeoutSeconds);
        while (InFlight.Count > 0 && InFlight[0].Deadline <= now)
        {
            var lost = InFlight[0];
            InFlight.RemoveAt(0);
            Lost++;
            TryAgain(lost, $"No result within {Order.TaskTimeoutSeconds} s: the worker was lost, or taskTimeoutSeconds is too short for the work and the wait in the queue.", permanent: false);
        }

        var issued = new List<InFlightTask>();
        while (InFlight.Count < Order.MaxInFlight && (Again.Count > 0 || Next < Order.Tasks))
        {
            var task = Again.Count > 0 ? Again[0] with { Deadline = deadline } : new InFlightTask(Next++, 1, deadline);
            if (task.Attempt > 1)
            {
                Again.RemoveAt(0);
            }

            issued.Add(task);
            InFlight.Add(task);
        }

        Issued += issued.Count;
        return issued;
    }

    /// <summary>Takes note of a report. Whatever comes for a task that is done is a duplicate; a success counts from any attempt.</summary>
    public void Record(TaskReport report)
    {
        if (report.Index < 0 || report.Index >= Order.Tasks || IsCompleted(report.Index))
        {
            Duplicates++;
            return;
        }

        if (report.Error is null)
        {
            Done[report.Index / 8] |= (byte)(1 << (report.Index % 8));
            Completed++;
            InFlight.RemoveAll(task => task.Index == report.Index);
            Again.RemoveAll(task => task.Index == report.Index);
            Failed.RemoveAll(task => task.Index == report.Index);
            return;
        }

        if (InFlight.Find(task => task.Index == report.Index && task.Attempt == report.Attempt) is not { } failed)
        {
            // The master gave this attempt up already.
            Duplicates++;
            return;
        }

        InFlight.Remove(failed);
        TryAgain(failed, report.Error, report.Permanent);
    }

    /// <summary>Whether a task succeeded.</summary>
    public bool IsCompleted(int index) => (Done[index / 8] & (1 << (index % 8))) != 0;

    private void TryAgain(InFlightTask task, string error, bool permanent)
    {
        if (permanent || task.Attempt >= Order.MaxAttempts)
        {
            Failed.Add(new FailedTask(task.Index, task.Attempt, error));
        }
        else
        {
            Again.Add(task with { Attempt = task.Attempt + 1 });
        }
    }
}
