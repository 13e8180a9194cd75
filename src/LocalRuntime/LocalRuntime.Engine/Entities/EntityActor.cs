using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Scheduling;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>
/// One entity: its operations run one after the other, in batches; a batch and everything it sends is one step. A
/// client's signal that can run at once is never stored by itself; it is, if it has to wait.
/// </summary>
internal sealed partial class EntityActor(string id, EngineServices services) : Actor<EntityMail>(services.EntityTurns)
{
    private static readonly TimeSpan _retryAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The wait after repeated failures grows to a bit over a minute.</summary>
    private const int MostDoublings = 6;

    private readonly EntityInstanceId _entityId = EntityInstanceId.FromString(id);
    private EntityRow _row = new(id, null, null, 0, null, 0);
    private bool _isLoaded;
    private bool _storesArrivals;
    private int _failures;

    public string Id { get; } = id;

    protected override void Arriving(EntityMail mail)
    {
        if (_storesArrivals)
        {
            StoreNow([mail]);
        }
    }

    protected override async Task ProcessAsync(List<EntityMail> mail)
    {
        if (!_isLoaded)
        {
            _row = await services.Store.FindEntityAsync(Id) ?? _row;
            _isLoaded = true;
        }

        var turn = new EntityTurn(services, _row);
        Enqueue(mail, turn);
        var batch = TakeBatch(turn);
        if (batch.Count > 0)
        {
            await RunAsync(batch, turn);
        }

        await GrantLockAsync(turn);
        Commit(turn, mail);
    }

    protected override void ProcessingFailed(Exception exception, List<EntityMail> mail)
    {
        if (services.IsStopping)
        {
            // Interrupted: what is stored is delivered again by the next start.
            return;
        }

        LogProcessingFailed(services.Logger, exception, Id);
        TryAgainLater(mail, exception);
    }

    private void TryAgainLater(IEnumerable<EntityMail> mail, Exception exception)
    {
        Forget();
        Refuse(mail, exception);
        var wait = _retryAfterFailure * (1 << _failures);
        _failures = Math.Min(_failures + 1, MostDoublings);
        services.Timers.Add(services.NowTicks + wait.Ticks, Finish);
    }

    /// <summary>Tells the senders that the turn was not done; what is stored waits in its old order for another one.</summary>
    private void Refuse(IEnumerable<EntityMail> mail, Exception exception)
    {
        List<EntityMail> again = [];
        foreach (var item in mail.Concat(_taken).Concat(_queue).Distinct())
        {
            if (item.Seq != 0)
            {
                again.Add(item);
            }
            else
            {
                item.Refuse(exception);
            }
        }

        _taken.Clear();
        _queue.Clear();
        PutBack([.. again.OrderBy(item => item.Seq)]);
    }

    private async Task RunAsync(List<EntityMail> batch, EntityTurn turn)
    {
        var operations = new EntityBatch(services, _entityId, [.. batch.Select(item => item.Message)], turn.Row.State);
        var running = operations.RunAsync();
        if (!running.IsCompleted)
        {
            // The operations take their time: those who sent them, and who send more, are not to wait for that.
            StoreNow([.. batch, .. _queue]);
            VisitWaiting(waiting =>
            {
                _storesArrivals = true;
                StoreNow(waiting);
            });
        }

        await running;
        VisitWaiting(_ => _storesArrivals = false);
        turn.Answer(batch, operations);
    }

    private void Commit(EntityTurn turn, List<EntityMail> mail)
    {
        List<EntityMail> stored = [];
        foreach (var item in _queue)
        {
            if (item.Seq == 0 && item.TryTake())
            {
                Store(item, turn.Step);
                turn.Finished(item);
                stored.Add(item);
            }
        }

        _row = turn.Conclude();
        Backlog = _queue.Count;
        turn.Step.Committed = () =>
        {
            _failures = 0;
            turn.Publish();
            Finish();
        };
        List<EntityMail> tried = [.. mail, .. _taken];
        turn.Step.Abandoned = exception =>
        {
            LogProcessingFailed(services.Logger, exception, Id);
            stored.ForEach(static item => item.Seq = 0);
            TryAgainLater(tried, exception);
        };
        _taken.Clear();
        services.Pipeline.Submit(turn.Step);
    }

    private void Forget()
    {
        _isLoaded = false;
        _row = new EntityRow(Id, null, null, 0, null, 0);
        VisitWaiting(_ => _storesArrivals = false);
    }

    private void Finish()
    {
        if (Release(leave: _queue.Count == 0, again: HasWork()))
        {
            services.Entities.Remove(this);
        }
    }

    /// <summary>Stores messages by themselves, so that their senders can be answered.</summary>
    private void StoreNow(IReadOnlyList<EntityMail> mail)
    {
        var step = new StoreStep();
        List<(EntityMail Item, long Seq)> stored = [];
        foreach (var item in mail)
        {
            if (item.Seq == 0 && !item.IsWithdrawn)
            {
                Store(item, step);
                stored.Add((item, item.Seq));
            }
        }

        if (stored.Count > 0)
        {
            step.Committed = () => stored.ForEach(static entry => entry.Item.Acknowledge());
            step.Abandoned = exception => stored.ForEach(entry => entry.Item.Withdraw(entry.Seq, exception));
            services.Pipeline.Submit(step);
        }
    }

    private void Store(EntityMail item, StoreStep step)
    {
        var row = services.Router.Row(Id, item.Message);
        item.Seq = row.Seq;
        step.Send(row);
    }

    [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "Entity '{EntityId}' could not process its messages; it is tried again.")]
    private static partial void LogProcessingFailed(ILogger logger, Exception exception, string entityId);
}
