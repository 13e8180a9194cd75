using System.Buffers.Binary;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Sorts keys in unsigned byte order, eight bytes at a time: the chunk at a depth is sorted as a number, then each group of equal
/// chunks behind the prefix that all of the group share. Cost follows the bytes that tell keys apart.
/// </summary>
internal static class KeySorter
{
    private const int Small = 4;

    /// <summary>Reads keys by the number of an item.</summary>
    internal interface IKeys
    {
        /// <summary>The key of an item.</summary>
        ReadOnlySpan<byte> Key(int item);

        /// <summary>Whether the order of items of equal keys matters.</summary>
        bool OrderTies { get; }

        /// <summary>Breaks a tie between items of equal keys.</summary>
        int CompareTies(int left, int right);
    }

    /// <summary>Sorts items by their keys.</summary>
    public static void Sort<TKeys>(Span<int> items, ref TKeys keys, CancellationToken cancellationToken)
        where TKeys : struct, IKeys
    {
        if (items.Length < 2)
        {
            return;
        }

        var chunks = new ulong[items.Length];
        var pending = new Stack<(int Start, int Length, int Depth)>();
        pending.Push((0, items.Length, 0));
        while (pending.TryPop(out var group))
        {
            cancellationToken.ThrowIfCancellationRequested();
            SortGroup(items, chunks, group.Start, group.Length, group.Depth, ref keys, pending);
        }
    }

    /// <summary>The eight bytes of a key at an offset as a big-endian number, zeros behind its end.</summary>
    public static ulong Chunk(ReadOnlySpan<byte> key, int offset)
    {
        if (offset + 8 <= key.Length)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key[offset..]);
        }

        ulong chunk = 0;
        for (var i = offset; i < key.Length; i++)
        {
            chunk |= (ulong)key[i] << (56 - (8 * (i - offset)));
        }

        return chunk;
    }

    private static void SortGroup<TKeys>(
        Span<int> allItems, ulong[] allChunks, int start, int length, int depth, ref TKeys keys, Stack<(int, int, int)> pending)
        where TKeys : struct, IKeys
    {
        var items = allItems.Slice(start, length);
        if (length <= Small)
        {
            InsertionSort(items, depth, ref keys);
            return;
        }

        depth += SharedPrefix(items, depth, ref keys);
        var chunks = allChunks.AsSpan(start, length);
        for (var i = 0; i < length; i++)
        {
            chunks[i] = Chunk(keys.Key(items[i]), depth);
        }

        chunks.Sort(items);
        for (var i = 0; i < length;)
        {
            var end = i + 1;
            while (end < length && chunks[end] == chunks[i])
            {
                end++;
            }

            if (end - i > 1)
            {
                // Keys that end within the chunk come first, shorter before longer (they differ in trailing zero bytes at most).
                var ended = MoveEndedFirst(items[i..end], depth + 8, ref keys);
                SortEnded(items.Slice(i, ended), ref keys);
                if (end - i - ended > 1)
                {
                    pending.Push((start + i + ended, end - i - ended, depth + 8));
                }
            }

            i = end;
        }
    }

    private static int SharedPrefix<TKeys>(Span<int> items, int depth, ref TKeys keys)
        where TKeys : struct, IKeys
    {
        var shared = keys.Key(items[0])[depth..];
        for (var i = 1; i < items.Length && shared.Length > 0; i++)
        {
            shared = shared[..shared.CommonPrefixLength(keys.Key(items[i])[depth..])];
        }

        return shared.Length;
    }

    private static int MoveEndedFirst<TKeys>(Span<int> items, int depth, ref TKeys keys)
        where TKeys : struct, IKeys
    {
        var ended = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (keys.Key(items[i]).Length <= depth)
            {
                (items[ended], items[i]) = (items[i], items[ended]);
                ended++;
            }
        }

        return ended;
    }

    private static void SortEnded<TKeys>(Span<int> items, ref TKeys keys)
        where TKeys : struct, IKeys
    {
        if (items.Length <= Small)
        {
            InsertionSort(items, 0, ref keys);
            return;
        }

        // Nearly always the keys are equal: those that are not differ in the number of zero bytes at their end.
        if (!keys.OrderTies && SameLength(items, ref keys))
        {
            return;
        }

        var copy = keys;
        items.Sort((left, right) =>
        {
            var order = copy.Key(left).Length.CompareTo(copy.Key(right).Length);
            return order != 0 ? order : copy.CompareTies(left, right);
        });
    }

    private static bool SameLength<TKeys>(Span<int> items, ref TKeys keys)
        where TKeys : struct, IKeys
    {
        var length = keys.Key(items[0]).Length;
        foreach (var item in items)
        {
            if (keys.Key(item).Length != length)
            {
                return false;
            }
        }

        return true;
    }

    private static void InsertionSort<TKeys>(Span<int> items, int depth, ref TKeys keys)
        where TKeys : struct, IKeys
    {
        for (var i = 1; i < items.Length; i++)
        {
            var item = items[i];
            var key = keys.Key(item)[Math.Min(depth, keys.Key(item).Length)..];
            var j = i - 1;
            for (; j >= 0; j--)
            {
                var other = keys.Key(items[j]);
                var order = other[Math.Min(depth, other.Length)..].SequenceCompareTo(key);
                if (order < 0 || (order == 0 && keys.CompareTies(items[j], item) <= 0))
                {
                    break;
                }

                items[j + 1] = items[j];
            }

            items[j + 1] = item;
        }
    }
}
