using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// The table of lanes and of the workers that own them: one partition, so that one query reads all and one transaction changes what
/// belongs together.
/// </summary>
internal sealed class LaneTable(WorkStorage storage)
{
    private const string Partition = "lanes";
    private const string LanePrefix = "lane-";
    private const string MemberPrefix = "worker-";

    /// <summary>Reads everything.</summary>
    public async Task<LaneSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var lanes = new Dictionary<int, LaneEntry>();
        var members = new Dictionary<string, LaneMember>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in storage.Lanes.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var until = row.GetDateTimeOffset(nameof(LaneEntry.Until)) ?? default;
            if (row.RowKey.StartsWith(MemberPrefix, StringComparison.Ordinal))
            {
                var name = row.RowKey[MemberPrefix.Length..];
                members[name] = new LaneMember(
                    name, until, row.GetInt32(nameof(LaneMember.GrantedLane)) ?? 0, row.GetInt32(nameof(LaneMember.Granted)) ?? 0, row.ETag);
            }
            else
            {
                var lane = int.Parse(row.RowKey.AsSpan(LanePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
                lanes[lane] = new LaneEntry(lane, row.GetString(nameof(LaneEntry.Owner)), until, row.ETag);
            }
        }

        return new LaneSnapshot(lanes, members);
    }

    /// <summary>Makes a change: all of it or nothing.</summary>
    /// <returns>False when somebody else changed one of the rows since they were read: then nothing happened.</returns>
    public async Task<bool> TryChangeAsync(LaneChange change, CancellationToken cancellationToken)
    {
        if (change.IsEmpty)
        {
            return true;
        }

        try
        {
            await storage.Lanes.SubmitTransactionAsync(
                [
                    .. change.Lanes.Select(static lane => Write(ToEntity(lane), lane.ETag)),
                    .. change.Members.Select(static member => Write(ToEntity(member), member.ETag)),
                    .. change.Gone.Select(static member => new TableTransactionAction(TableTransactionActionType.Delete, ToEntity(member), member.ETag)),
                ],
                cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status
            is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound)
        {
            return false;
        }
    }

    private static TableTransactionAction Write(TableEntity row, ETag version) => version == default
        ? new TableTransactionAction(TableTransactionActionType.Add, row)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version);

    private static TableEntity ToEntity(LaneEntry lane) => new(Partition, string.Create(CultureInfo.InvariantCulture, $"{LanePrefix}{lane.Lane:D2}"))
    {
        [nameof(lane.Owner)] = lane.Owner,
        [nameof(lane.Until)] = Storable(lane.Until),
    };

    private static TableEntity ToEntity(LaneMember member) => new(Partition, $"{MemberPrefix}{member.Name}")
    {
        [nameof(member.Until)] = Storable(member.Until),
        [nameof(member.GrantedLane)] = member.GrantedLane,
        [nameof(member.Granted)] = member.Granted,
    };

    // The service's dates begin in 1601.
    private static DateTimeOffset Storable(DateTimeOffset time) => time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time;
}
