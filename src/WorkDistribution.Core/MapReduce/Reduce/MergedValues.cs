namespace WorkDistribution.Core.MapReduce;

/// <summary>The groups of a merger, and the values of the current group.</summary>
internal sealed class MergedValues(RunMerger merger) : GroupValues
{
    private readonly KeyBuffer key = new();
    private State state = State.BeforeFirstGroup;

    private enum State
    {
        BeforeFirstGroup,
        BeforeFirstValue,
        AtValue,
        BehindGroup,
        AtEnd,
    }

    public ReadOnlySpan<byte> GroupKey => key.Key;

    public override ReadOnlySpan<byte> Current => state == State.AtValue
        ? merger.Value
        : throw new InvalidOperationException("There is no current value: call MoveNext first, and stop when it returns false.");

    public bool MoveNextGroup()
    {
        if (state == State.BeforeFirstGroup)
        {
            state = merger.MoveNext() ? State.BehindGroup : State.AtEnd;
        }

        while (state is State.BeforeFirstValue or State.AtValue)
        {
            MoveNext();
        }

        if (state == State.AtEnd)
        {
            return false;
        }

        key.Set(merger.Key);
        state = State.BeforeFirstValue;
        return true;
    }

    public override bool MoveNext()
    {
        switch (state)
        {
            case State.BeforeFirstValue:
                state = State.AtValue;
                return true;
            case State.AtValue:
                state = !merger.MoveNext() ? State.AtEnd : key.Is(merger.Key) ? State.AtValue : State.BehindGroup;
                return state == State.AtValue;
            default:
                return false;
        }
    }
}
