using Azure.Data.Tables;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Packs as table rows. What they have in common with items has the same name, so that one query finds both.</summary>
internal static class WorkPackRow
{
    /// <summary>How many items a row stands for; items themselves do not have it.</summary>
    public const string Count = "Items";

    private const string Content = "Content";
    private const string StartedAt = "StartedAt";

    /// <summary>The whole row.</summary>
    public static TableEntity ToEntity(WorkPack pack)
    {
        var entity = Changes(pack);
        entity[Count] = pack.Count;
        entity[Content] = pack.Content;
        return entity;
    }

    /// <summary>What the claim changes; for a merge.</summary>
    public static TableEntity Changes(WorkPack pack)
    {
        var entity = new TableEntity(pack.Id.Partition, pack.Id.RowKey)
        {
            [WorkItemRow.State] = pack.State.ToText(),
            [WorkItemRow.Visible] = WorkItemRow.VisibleText(pack.Visible),
        };
        if (pack.Worker is not null)
        {
            entity[WorkItemRow.Worker] = pack.Worker;
            entity[StartedAt] = pack.StartedAt;
        }

        return entity;
    }

    /// <summary>Reads a row.</summary>
    public static WorkPack ToPack(TableEntity entity)
    {
        var (_, state, visible, count) = WorkItemRow.ToEntry(entity);
        return new WorkPack
        {
            Id = new WorkPackId(entity.PartitionKey, entity.RowKey),
            State = state,
            Visible = visible,
            Worker = entity.GetString(WorkItemRow.Worker),
            StartedAt = entity.GetDateTimeOffset(StartedAt),
            Content = entity.GetBinary(Content),
            Count = count,
            ETag = entity.ETag,
        };
    }
}
