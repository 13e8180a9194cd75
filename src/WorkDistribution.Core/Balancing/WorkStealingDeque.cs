using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace WorkDistribution.Core.Balancing;

/// <summary>
/// A deque without locks: its owner pushes and pops at the bottom (last in, first out), any thread steals at the top (first in,
/// first out).
/// </summary>
/// <remarks>
/// Chase and Lev, "Dynamic Circular Work-Stealing Deque" (SPAA 2005), with the memory order of Lê, Pop, Cohen and Zappa Nardelli,
/// "Correct and Efficient Work-Stealing for Weak Memory Models" (PPoPP 2013). "Owner" means one caller at a time, not one thread: an
/// asynchronous method may own it. A stolen item stays referenced until its slot is used again.
/// </remarks>
/// <typeparam name="T">Type of an item. Any size: what is torn is never returned.</typeparam>
public sealed class WorkStealingDeque<T>
{
    private readonly int maxCapacity;

    /// <summary>Index of the next item to steal; only grows.</summary>
    private PaddedIndex top;

    /// <summary>Index behind the item pushed last; written by the owner only.</summary>
    private PaddedIndex bottom;
    private T[] items;

    /// <summary>Makes an empty deque.</summary>
    /// <param name="initialCapacity">Items it has room for at first; from 1, rounded up to a power of two.</param>
    /// <param name="maxCapacity">Items it grows to; from <paramref name="initialCapacity"/> to 2^30, rounded up to a power of two.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public WorkStealingDeque(int initialCapacity, int maxCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCapacity, initialCapacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxCapacity, 1 << 30);
        items = new T[BitOperations.RoundUpToPowerOf2((uint)initialCapacity)];
        this.maxCapacity = (int)BitOperations.RoundUpToPowerOf2((uint)maxCapacity);
    }

    /// <summary>Number of items; out of date as soon as it is read, unless owner and thieves rest.</summary>
    public int Count => (int)Math.Max(0, Volatile.Read(ref bottom.Value) - Volatile.Read(ref top.Value));

    /// <summary>Adds an item at the bottom. Owner only.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryPush(T item)
    {
        var b = bottom.Value;
        var t = Volatile.Read(ref top.Value);
        var array = items;
        if (b - t >= array.Length)
        {
            if (array.Length >= maxCapacity)
            {
                return false;
            }

            array = Grow(array, t, b);
        }

        array[b & (array.Length - 1)] = item;

        // Release: who sees the new bottom sees the item, and the array that it is in.
        Volatile.Write(ref bottom.Value, b + 1);
        return true;
    }

    /// <summary>Takes the item pushed last. Owner only.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        var b = bottom.Value - 1;
        var array = items;
        bottom.Value = b;

        // The one place that needs a full fence of the owner: it must announce b before it looks how far the thieves are.
        Interlocked.MemoryBarrier();
        var t = top.Value;
        if (t > b)
        {
            Volatile.Write(ref bottom.Value, b + 1);
            item = default;
            return false;
        }

        ref var slot = ref array[b & (array.Length - 1)];
        item = slot;
        if (t < b)
        {
            // More than one was left, so no thief can have its eye on this one.
            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                slot = default!;
            }

            return true;
        }

        // The last one: thieves decide it with the owner by the same exchange.
        var won = Interlocked.CompareExchange(ref top.Value, t + 1, t) == t;
        Volatile.Write(ref bottom.Value, b + 1);
        if (!won)
        {
            item = default;
        }

        return won;
    }

    /// <summary>Takes the oldest item. Any thread.</summary>
    public StealOutcome TrySteal([MaybeNull] out T item)
    {
        var t = Volatile.Read(ref top.Value);
        Interlocked.MemoryBarrier();
        var b = Volatile.Read(ref bottom.Value);
        if (t >= b)
        {
            item = default;
            return StealOutcome.Empty;
        }

        // Read before the exchange: once top has moved on, the owner may use the slot again. If top stays at t until the exchange, the
        // slot is untouched, in the present array and in one that was outgrown meanwhile.
        var array = Volatile.Read(ref items);
        item = array[t & (array.Length - 1)];
        if (Interlocked.CompareExchange(ref top.Value, t + 1, t) == t)
        {
            return StealOutcome.Stolen;
        }

        item = default;
        return StealOutcome.Lost;
    }

    private T[] Grow(T[] array, long t, long b)
    {
        var larger = new T[array.Length * 2];
        for (var i = t; i < b; i++)
        {
            larger[i & (larger.Length - 1)] = array[i & (array.Length - 1)];
        }

        Volatile.Write(ref items, larger);
        return larger;
    }
}
