using System.Buffers;
using System.Text;
using System.Text.Json;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>Items as one property of a row: a JSON array of <c>[handler, maxRetries, timeoutSeconds, payload]</c>.</summary>
internal static class PackContent
{
    /// <summary>Bytes that a property of the Table service holds.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Bytes that no items take.</summary>
    public const int Brackets = 2;

    /// <summary>More than an item takes beside its handler's name, whose characters take up to six bytes, and its payload.</summary>
    private const int Overhead = 32;

    /// <summary>Deeper than any payload and the two arrays around it.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Bytes that an item takes at most.</summary>
    public static int Size(WorkItem item) => Overhead + (6 * item.Handler.Length) + Encoding.UTF8.GetByteCount(item.Payload!);

    /// <summary>Writes items, in the order of their places.</summary>
    public static byte[] Write(IEnumerable<WorkItem> items)
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartArray();
            json.WriteStringValue(item.Handler);
            json.WriteNumberValue(item.MaxRetries);
            json.WriteNumberValue(item.TimeoutSeconds);

            // It was read from JSON.
            json.WriteRawValue(item.Payload!, skipInputValidation: true);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the items of a pack, each in the state of the pack.</summary>
    public static IEnumerable<WorkItem> Read(WorkPack pack)
    {
        using var json = JsonDocument.Parse(pack.Content, Deep);
        var due = pack.Id.Item(0).Due;
        var attempt = pack.State == WorkItemState.Running ? 1 : 0;
        var place = 0;
        foreach (var item in json.RootElement.EnumerateArray())
        {
            yield return new WorkItem
            {
                Id = pack.Id.Item(place++),
                Handler = item[0].GetString()!,
                MaxRetries = item[1].GetInt32(),
                TimeoutSeconds = item[2].GetInt32(),
                Payload = item[3].GetRawText(),
                CreatedAt = due,
                State = pack.State,
                Visible = pack.Visible,
                ClaimableAt = pack.ClaimableAt,
                Worker = pack.Worker,
                StartedAt = pack.StartedAt,
                Attempt = attempt,
                InPack = true,
                ETag = pack.ETag,
            };
        }
    }
}
