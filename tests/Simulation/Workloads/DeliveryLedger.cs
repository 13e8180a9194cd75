namespace WorkDistribution.Simulation.Workloads;

/// <summary>
/// What a client knows of the messages it sent, which are numbered from 0: an answered one was applied once, a refused one
/// never; of one that was cut off by a crash nobody knows, but it was not applied twice.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly HashSet<int> _answered = [];
    private readonly HashSet<int> _refused = [];

    public int Sent { get; private set; }

    public int Next() => Sent++;

    public void Answered(int number) => _answered.Add(number);

    public void Refused(int number) => _refused.Add(number);

    /// <summary>What is wrong with what was applied, or null.</summary>
    /// <param name="applied">The numbers that were applied, in order.</param>
    /// <param name="isExpected">Whether a message that was answered leaves a trace.</param>
    /// <param name="inOrder">Whether the order of sending must have been kept.</param>
    public string? Compare(IReadOnlyList<int> applied, Func<int, bool> isExpected, bool inOrder)
    {
        var all = $"applied: {string.Join(',', applied)}";
        if (applied.Distinct().Count() != applied.Count)
        {
            return $"a message was applied twice ({all})";
        }

        foreach (var number in _answered.Where(isExpected).Except(applied))
        {
            return $"message {number} was answered, but is lost ({all})";
        }

        foreach (var number in applied.Where(number => number >= Sent || _refused.Contains(number) || !isExpected(number)))
        {
            return $"message {number} was refused or never sent, but was applied ({all})";
        }

        return inOrder && !applied.Order().SequenceEqual(applied) ? $"the order of sending was not kept ({all})" : null;
    }
}
