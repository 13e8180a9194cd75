using System.Text.Json;
using CsCheck;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.Tests.WorkItems.Storage;

public sealed class WorkItemRowTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 3_000_000_000_000_000_000].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Const((string?)null), Gen.String.AlphaNumeric.Select(text => (string?)text));

    private static readonly Gen<WorkAttempt> Attempts = Gen.Select(
        Gen.Int[1, 9], Texts, Times, Times, Texts, (number, worker, started, ended, error) => new WorkAttempt(number, worker, started, ended, WorkAttemptResults.Failed, error));

    private static readonly Gen<WorkItem> Items = Gen.Select(
        Gen.Select(Times, Times, Times),
        Gen.Select(Texts, Texts, Texts, Texts),
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5]),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool),
        Gen.Enum<WorkItemState>(),
        Attempts.List[0, 3],
        (times, texts, numbers, flags, state, history) => new WorkItem
        {
            Id = WorkItemId.Create("1-s00", times.Item1),
            Handler = "sleep",
            Payload = texts.Item1,
            PayloadIsStored = flags.Item1,
            IdempotencyKey = texts.Item2,
            AffinityKey = texts.Item3,
            CreatedAt = flags.Item1 ? times.Item1 : times.Item2,
            State = state,
            Visible = times.Item2,
            Worker = texts.Item4,
            Attempt = numbers.Item1,
            Failures = numbers.Item2,
            Losses = numbers.Item3,
            Generation = numbers.Item4,
            MaxRetries = numbers.Item1,
            TimeoutSeconds = numbers.Item2,
            Cancelled = flags.Item2,
            CancelRequested = flags.Item3,
            CheckOutcome = flags.Item4,
            LastError = texts.Item2,
            StartedAt = flags.Item2 ? times.Item3 : null,
            FinishedAt = flags.Item3 ? times.Item3 : null,
            Result = texts.Item3,
            History = history,
        });

    [Fact]
    public void Row_gives_the_item_back() => Items.Sample(item =>
        Assert.Equal(JsonSerializer.Serialize(item), JsonSerializer.Serialize(WorkItemRow.ToItem(WorkItemRow.ToEntity(item)))));

    [Fact]
    public void Visible_sorts_as_text_as_it_does_as_time() => Gen.Select(Times, Times).Sample((a, b) =>
        Assert.Equal(a.CompareTo(b), Math.Sign(string.CompareOrdinal(WorkItemRow.VisibleText(a), WorkItemRow.VisibleText(b)))));
}
