using CsCheck;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.Tests.WorkItems.Packs;

public sealed class PackContentTests
{
    private static readonly DateTimeOffset Due = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Payloads = ["null", "1", "\"ä \\u0041\"", """{"text":"{\"[]"}""", new string('[', 63) + new string(']', 63)];

    private static readonly Gen<WorkItem> Items =
        from handler in Gen.String[1, 64]
        from retries in Gen.Int[0, 100]
        from timeout in Gen.Int[1, 86_400]
        from payload in Gen.Int[0, Payloads.Length - 1]
        select new WorkItem { Id = WorkItemId.Create("1-s00", Due), Handler = handler, MaxRetries = retries, TimeoutSeconds = timeout, Payload = Payloads[payload] };

    [Fact]
    public void Content_gives_the_items_back_and_is_no_larger_than_planned() =>
        Items.List[1, WorkPack.Capacity].Sample(items =>
        {
            var content = PackContent.Write(items);
            var pack = new WorkPack { Id = WorkPackId.Create("1-s00", Due), Content = content, Count = items.Count };

            Assert.Equal(items.Select(Submitted), pack.ReadItems().Select(Submitted));
            Assert.Equal(Enumerable.Range(0, items.Count).Select(pack.Id.Item), pack.ReadItems().Select(item => item.Id));
            Assert.InRange(content.Length, 1, PackContent.Brackets + items.Sum(PackContent.Size));
        });

    [Fact]
    public void Ids_of_items_are_read_back_and_lead_to_the_pack() => Gen.Int[0, WorkPack.Capacity].Sample(place =>
    {
        var pack = WorkPackId.Create("2-s07", Due);

        Assert.True(WorkItemId.TryParse(pack.Item(place).ToString(), out var id));
        Assert.Equal((pack, place, true, Due, 2), (id.Pack, id.Place, id.IsPacked, id.Due, id.Level));
        Assert.True(WorkPackId.IsPack(pack.RowKey));
        Assert.False(WorkPackId.IsPack(id.RowKey));
        Assert.True(string.CompareOrdinal(pack.FirstKey, id.RowKey) <= 0 && string.CompareOrdinal(id.RowKey, pack.EndKey) < 0);
    });

    [Theory]
    [InlineData("k2x7abcde_0a")]
    [InlineData("k2x7abcde__1")]
    [InlineData("k2x7_bcde_01")]
    [InlineData("k2x7abcd_001")]
    public void Ids_that_no_pack_gave_are_refused(string suffix) => Assert.False(WorkItemId.TryParse($"1-s03-0639000000000000000-{suffix}", out _));

    [Fact]
    public void Plan_keeps_every_entry_once_and_packs_only_what_may_be_packed() =>
        Gen.Select(Gen.Int[1, PackPlan.MaxItems], Gen.Int[0, 16 * 1024], Gen.Int[2, 9]).Sample((count, length, every) =>
        {
            var entries = Enumerable.Range(0, count).Select(i => new WorkItem
            {
                Id = WorkItemId.Create("1-s00", Due),
                Handler = "sleep",
                Payload = $"\"{new string('a', length)}\"",
                IdempotencyKey = i % every == 0 ? $"{i}" : null,
            }).ToList();

            var (packs, rows) = PackPlan.Of(entries, item => item, _ => false);

            Assert.Equal(entries.Select(item => item.Id).Order(Comparer<WorkItemId>.Create((a, b) => string.CompareOrdinal(a.RowKey, b.RowKey))),
                packs.SelectMany(pack => pack).Concat(rows).Select(item => item.Id).Order(Comparer<WorkItemId>.Create((a, b) => string.CompareOrdinal(a.RowKey, b.RowKey))));
            Assert.InRange(packs.Count, 0, WorkPack.MaxTogether);
            Assert.All(packs, pack => Assert.InRange(pack.Count, WorkPack.MinItems, WorkPack.Capacity));
            Assert.All(packs, pack => Assert.InRange(PackContent.Write(pack).Length, 1, PackContent.MaxBytes));
            Assert.DoesNotContain(packs.SelectMany(pack => pack), item => item.IdempotencyKey is not null);
        });

    private static (string, int, int, string?, WorkItemState) Submitted(WorkItem item) =>
        (item.Handler, item.MaxRetries, item.TimeoutSeconds, item.Payload, item.State);
}
