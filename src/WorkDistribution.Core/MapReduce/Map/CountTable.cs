using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Sums by UTF-8 key: an open-addressing hash table with linear probing. Keys of up to 16 bytes stand in the slot itself, longer
/// ones in an arena, so that most look-ups touch one half of a cache line.
/// </summary>
internal sealed class CountTable
{
    private const int InitialSlots = 1 << 14;
    private const ulong Multiplier1 = 0x9E3779B97F4A7C15;
    private const ulong Multiplier2 = 0xD6E8FEB86659FD93;

    private Slot[] slots = new Slot[InitialSlots];
    private int shift = 64 - BitOperations.Log2(InitialSlots);
    private int room = InitialSlots / 2;
    private byte[] arena = new byte[4096];
    private int arenaUsed;

    /// <summary>Number of distinct keys.</summary>
    public int Count { get; private set; }

    /// <summary>Memory in use, in bytes.</summary>
    public long BytesHeld => Count == 0 ? 0 : ((long)slots.Length * Unsafe.SizeOf<Slot>()) + arenaUsed;

    /// <summary>Adds to a key of at most 16 bytes, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddShort(Vector128<byte> key, int length, long count)
    {
        var low = key.AsUInt64().GetElement(0);
        var high = key.AsUInt64().GetElement(1);
        var mask = slots.Length - 1;
        ref var first = ref MemoryMarshal.GetArrayDataReference(slots);
        var index = (int)(ShortHash(low, high) >> shift);
        while (true)
        {
            ref var slot = ref Unsafe.Add(ref first, index);
            if (slot.Low == low && slot.High == high && slot.LengthPlusOne == length + 1)
            {
                slot.Count += count;
                return;
            }

            if (slot.LengthPlusOne == 0)
            {
                Insert(ref slot, low, high, length, count);
                return;
            }

            index = (index + 1) & mask;
        }
    }

    /// <summary>Adds to a key of any length.</summary>
    public void Add(ReadOnlySpan<byte> key, long count)
    {
        if (key.Length <= ShortKey.MaxLength)
        {
            AddShort(ShortKey.Load(key), key.Length, count);
            return;
        }

        AddLong(key, count);
    }

    /// <summary>Adds to a key of more than 16 bytes.</summary>
    public void AddLong(ReadOnlySpan<byte> key, long count)
    {
        var hash = XxHash3.HashToUInt64(key);
        var prefix = BinaryPrimitives.ReadUInt64LittleEndian(key);
        var mask = slots.Length - 1;
        var index = (int)(hash >> shift);
        while (true)
        {
            ref var slot = ref slots[index];
            if (slot.LengthPlusOne == key.Length + 1 && slot.Low == hash && slot.High == prefix
                && arena.AsSpan(slot.Offset, key.Length).SequenceEqual(key))
            {
                slot.Count += count;
                return;
            }

            if (slot.LengthPlusOne == 0)
            {
                slot.Offset = Store(key);
                Insert(ref slot, hash, prefix, key.Length, count);
                return;
            }

            index = (index + 1) & mask;
        }
    }

    /// <summary>Adds all counts to another table.</summary>
    public void AddTo(CountTable other)
    {
        foreach (var slot in UsedSlots())
        {
            other.Add(KeyOf(slot), CountOf(slot));
        }
    }

    /// <summary>Forgets all keys and keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(slots);
        arenaUsed = 0;
        room = slots.Length / 2;
        Count = 0;
    }

    /// <summary>Lists the slots in use.</summary>
    public int[] UsedSlots()
    {
        var used = new int[Count];
        var n = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].LengthPlusOne != 0)
            {
                used[n++] = i;
            }
        }

        return used;
    }

    /// <summary>Sum of a slot's key.</summary>
    public long CountOf(int slot) => slots[slot].Count;

    /// <summary>Key of a slot.</summary>
    public ReadOnlySpan<byte> KeyOf(int slot)
    {
        ref var entry = ref slots[slot];
        var length = entry.LengthPlusOne - 1;
        return length <= ShortKey.MaxLength
            ? MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref entry.Low, 2))[..length]
            : arena.AsSpan(entry.Offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ShortHash(ulong low, ulong high)
    {
        // The index is taken from the top bits, which depend on every bit below them.
        var mixed = (low ^ (high * Multiplier2)) * Multiplier1;
        return mixed ^ (mixed << 32);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Insert(ref Slot slot, ulong low, ulong high, int length, long count)
    {
        slot.Low = low;
        slot.High = high;
        slot.LengthPlusOne = length + 1;
        slot.Count = count;
        Count++;
        if (--room == 0)
        {
            Grow();
        }
    }

    private int Store(ReadOnlySpan<byte> key)
    {
        if (arenaUsed + key.Length > arena.Length)
        {
            Array.Resize(ref arena, Math.Max(checked(arenaUsed + key.Length), (int)Math.Min(arena.Length * 2L, Array.MaxLength)));
        }

        key.CopyTo(arena.AsSpan(arenaUsed));
        arenaUsed += key.Length;
        return arenaUsed - key.Length;
    }

    private void Grow()
    {
        var old = slots;
        slots = new Slot[old.Length * 2];
        shift--;
        room = (slots.Length / 2) - Count;
        var mask = slots.Length - 1;
        foreach (ref var slot in old.AsSpan())
        {
            if (slot.LengthPlusOne == 0)
            {
                continue;
            }

            var hash = slot.LengthPlusOne - 1 <= ShortKey.MaxLength ? ShortHash(slot.Low, slot.High) : slot.Low;
            var index = (int)(hash >> shift);
            while (slots[index].LengthPlusOne != 0)
            {
                index = (index + 1) & mask;
            }

            slots[index] = slot;
        }
    }

    /// <summary>Lets the sorter read the keys of slots.</summary>
    internal readonly struct Keys(CountTable table) : KeySorter.IKeys
    {
        public bool OrderTies => false;

        public ReadOnlySpan<byte> Key(int item) => table.KeyOf(item);

        public int CompareTies(int left, int right) => 0;
    }

    /// <summary>32 bytes. A long key has its hash and its first 8 bytes where a short key has its bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public long Count;
        public int LengthPlusOne;
        public int Offset;
    }
}
