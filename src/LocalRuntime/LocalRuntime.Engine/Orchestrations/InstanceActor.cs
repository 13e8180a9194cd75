using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Scheduling;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// One orchestration instance: takes its mail, lets the orchestrator take a turn, and hands the step to the commit
/// pipeline. Nothing it did is visible before the commit; until then it takes no further turn.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its one disposable is disposed of each time the orchestrator leaves memory.")]
internal sealed partial class InstanceActor(string id, EngineServices services)
    : Actor<InstanceMail>(services.OrchestrationTurns)
{
    private static readonly TimeSpan _retryAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The wait after repeated failures grows to a bit over a minute.</summary>
    private const int MostDoublings = 6;

    private readonly List<EventMail> _deferred = [];
    private int _failures;
    private IReadOnlyList<InstanceMail> _processing = [];
    private InstanceRow? _row;
    private bool _isLoaded;

    /// <summary>Whether no mail was processed yet: only then is the row that comes with a wake-up the latest.</summary>
    private bool _isFresh = true;

    /// <summary>Why the instance is not run; stored in its row.</summary>
    private string? _parked;

    /// <summary>Why a step was refused for good; the instance is to be parked for that.</summary>
    private string? _refusal;

    /// <summary>Whether a turn is due although no event may have arrived, or the instance was parked and the engine has started.</summary>
    private bool _isWoken;

    public string Id { get; } = id;

    public LinkedListNode<InstanceActor>? ResidentNode { get; set; }

    public long ResidentBytes { get; set; }

    /// <summary>Leaves memory if idle. Called by the memory budget, which has forgotten the actor already.</summary>
    public void Evict()
    {
        if (TryLeave())
        {
            DropExecutor();
            services.Instances.Remove(this);
        }
    }

    protected override async Task ProcessAsync(List<InstanceMail> mail)
    {
        _processing = mail;
        if (!_isLoaded && _deferred.Count == 0 && mail is [PurgeMail { Known: { } known } purgeOfKnown])
        {
            PurgeKnown(known, purgeOfKnown);
            return;
        }

        if (_isFresh && mail is [WakeMail { Created: { } created }, ..])
        {
            _row = created;
            _isLoaded = true;
        }
        else if (!_isLoaded && mail is [StartMail { IsFresh: true }, ..])
        {
            _isLoaded = true;
        }
        else if (!_isLoaded)
        {
            _row = await services.Store.FindInstanceAsync(Id, withInput: true);
            _isLoaded = true;
            _parked = _row is { IsFinished: false } stored && stored.Work.HasFlag(PendingWork.Parked) ? stored.ParkedReason : null;
        }

        _isFresh = false;
        if (_deferred.Count > 0 && !IsEarly())
        {
            mail.InsertRange(0, _deferred);
            _deferred.Clear();
        }

        var events = TakeEvents(mail);
        if (events is not null)
        {
            await ProcessEventsAsync(events);
            return;
        }

        PutBack(mail[1..]);
        _processing = [mail[0]];
        switch (mail[0])
        {
            case EventMail { Event.Kind: EventKind.ExecutionStarted } start:
                await StartAsync(start);
                break;
            case EventMail rewind:
                await RewindAsync(rewind);
                break;
            case StartMail start:
                await StartAsync(start);
                break;
            case RewindMail rewind:
                await RewindAsync(rewind);
                break;
            case PurgeMail purge:
                Purge(purge);
                break;
            default:
                throw new InvalidOperationException($"Mail of type {mail[0].GetType()} is not known to an instance.");
        }
    }

    protected override void ProcessingFailed(Exception exception, List<InstanceMail> mail)
    {
        if (services.IsStopping)
        {
            // Interrupted: what is stored or can be made again is found by the next start.
            return;
        }

        LogProcessingFailed(services.Logger, exception, Id);
        Forget();
        TryAgainLater(Refuse(exception));
    }

    private void TryAgainLater(List<InstanceMail> again)
    {
        var wait = _retryAfterFailure * (1 << _failures);
        _failures = Math.Min(_failures + 1, MostDoublings);
        services.Timers.Add(services.NowTicks + wait.Ticks, () =>
        {
            PutBack(again);
            if (Release(leave: again.Count == 0))
            {
                services.Instances.Remove(this);
            }
        });
    }

    /// <summary>Tells those who wait for an answer that it was not done, and returns the rest, which is to be tried again.</summary>
    private List<InstanceMail> Refuse(Exception exception)
    {
        List<InstanceMail> again = [];
        foreach (var item in _processing)
        {
            if (item is WakeMail or IllegalAwaitMail or EventMail { Ack: null } || item.Seq != 0)
            {
                again.Add(item);
            }
            else
            {
                item.Refuse(exception);
            }
        }

        return again;
    }

    /// <summary>The events at the head of the mail, up to the first request; null if a request comes first.</summary>
    private List<EventMail>? TakeEvents(List<InstanceMail> mail)
    {
        var most = services.Options.ReplayAtEveryEvent ? 1 : int.MaxValue;
        List<EventMail> events = [];
        var taken = 0;
        foreach (var item in mail)
        {
            if (item is EventMail { Event.Kind: not (EventKind.ExecutionStarted or EventKind.ExecutionRewound) } e && events.Count < most)
            {
                events.Add(e);
            }
            else if (item is IllegalAwaitMail illegal)
            {
                _illegalExecution = illegal.Execution;
            }
            else if (item is not WakeMail wake)
            {
                break;
            }
            else
            {
                _isWoken = true;
                _triesAgain |= wake.IsForced;
            }

            taken++;
        }

        if (taken == 0)
        {
            return null;
        }

        PutBack(mail[taken..]);
        _processing = mail[..taken];
        return events;
    }

    /// <summary>Whether the start time of the instance lies ahead.</summary>
    private bool IsEarly() => _row is { Status: OrchestrationRuntimeStatus.Pending } row && row.StartAt > services.NowTicks;

    private void Submit(StoreStep step, Action committed)
    {
        step.Committed = committed;
        step.Abandoned = exception => Abandoned(exception);
        services.Pipeline.Submit(step);
    }

    /// <summary>
    /// The store refused the step for good. If more than an answer depends on it, the instance is parked, so that it does not
    /// try for ever; if that cannot be stored either, it tries again, less and less often.
    /// </summary>
    private void Abandoned(Exception exception)
    {
        LogProcessingFailed(services.Logger, exception, Id);
        var again = Refuse(exception);
        var isFirst = _refusal is null;
        Forget();
        if (again.Count == 0)
        {
            Done();
        }
        else if (isFirst)
        {
            _refusal = $"A step could not be stored: {exception.Message} Resume the instance to try it again, or terminate it.";
            PutBack(again);
            Release(leave: false);
        }
        else
        {
            TryAgainLater(again);
        }
    }

    /// <summary>The store is right and memory may not be: read it again.</summary>
    private void Forget()
    {
        DropExecutor();
        _row = null;
        _isLoaded = false;
        if (_unscheduled.Count > 0)
        {
            services.Activities.SetUnscheduled(_unscheduledExecution);
            _unscheduled = [];
        }
    }

    /// <summary>Ends the turn, and leaves memory if there is no reason to stay.</summary>
    private void Done()
    {
        _failures = 0;
        _refusal = null;
        if (services.Options.ReplayAtEveryEvent)
        {
            DropExecutor();
        }

        // Whoever is parked waits in the store.
        var stays = _executor is not null || _deferred.Count > 0;
        if (_executor is not null)
        {
            // Before the release: after it another thread may run the next turn.
            services.Residents.Use(this, EstimateBytes(_executor));
        }

        if (Release(leave: !stays))
        {
            services.Instances.Remove(this);
        }
    }
}
