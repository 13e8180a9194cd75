namespace WorkDistribution.Core.Sagas;

/// <summary>
/// A saga (Garcia-Molina and Salem, 1987): ordered steps with compensations, cut into stages that run one after the other. A stage is
/// one step, or neighbouring steps of one parallel group.
/// </summary>
public sealed class SagaDefinition
{
    /// <summary>Most steps: what a person is shown of them has to fit a status of 16 KB of UTF-16.</summary>
    public const int MaxSteps = 14;

    private const int MaxNameLength = 40;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    private SagaDefinition(string name, IReadOnlyList<SagaStep> steps)
    {
        Name = name;
        Steps = steps;
        Stages = ToStages(steps);
        Pivot = steps.Index().Where(static step => step.Item.IsPivot).Select(static step => (int?)step.Index).FirstOrDefault();
    }

    /// <summary>The saga's name.</summary>
    public string Name { get; }

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<SagaStep> Steps { get; }

    /// <summary>Indices of the steps of each stage.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Stages { get; }

    /// <summary>Index of the pivot, or null when every step can be undone to the end.</summary>
    public int? Pivot { get; }

    /// <summary>Makes a definition.</summary>
    /// <param name="name">Its name, by the rules of a step's name.</param>
    /// <param name="steps">1 to <see cref="MaxSteps"/> steps.</param>
    /// <exception cref="InvalidSagaException">The steps make no saga.</exception>
    public static SagaDefinition Create(string name, IReadOnlyList<SagaStep> steps)
    {
        var problems = Problems(name, steps).ToList();
        return problems.Count == 0 ? new SagaDefinition(name, steps) : throw new InvalidSagaException(name, problems);
    }

    /// <summary>Whether a text may name a saga or a step.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameLength && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IEnumerable<string> Problems(string name, IReadOnlyList<SagaStep> steps)
    {
        if (!IsName(name))
        {
            yield return $"A name has 1 to {MaxNameLength} lower-case letters, digits and dashes.";
        }

        if (steps.Count is 0 or > MaxSteps)
        {
            yield return $"It has {steps.Count} steps: use 1 to {MaxSteps}.";
        }

        var pivots = steps.Count(static step => step.IsPivot);
        if (pivots > 1)
        {
            yield return $"It has {pivots} pivots: at most one step can be the point of no return.";
        }

        var pivot = steps.Index().Where(static step => step.Item.IsPivot).Select(static step => step.Index).FirstOrDefault(steps.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            if (!names.Add(steps[i].Name))
            {
                yield return $"Two steps are named '{steps[i].Name}'.";
            }

            var group = steps[i].Group;
            if (group is not null && (i == 0 || steps[i - 1].Group != group) && !groups.Add(group))
            {
                yield return $"Step '{steps[i].Name}': the steps of the parallel group '{group}' must stand next to each other.";
            }

            foreach (var problem in Problems(steps[i], i.CompareTo(pivot)))
            {
                yield return $"Step '{steps[i].Name}' {problem}.";
            }
        }
    }

    private static IEnumerable<string> Problems(SagaStep step, int sideOfPivot)
    {
        if (!IsName(step.Name))
        {
            yield return $"has a name that is not 1 to {MaxNameLength} lower-case letters, digits and dashes";
        }

        if (step.Timeout <= TimeSpan.Zero || step.Timeout > LongestTimeout)
        {
            yield return $"has a time limit of {step.Timeout}: use more than zero, up to {LongestTimeout.TotalDays:0} days";
        }

        if (step.Retry.Problem() is { } retry)
        {
            yield return $"{retry} (retry)";
        }

        if (step.UndoRetry.Problem() is { } undo)
        {
            yield return $"{undo} (retry of the compensation)";
        }

        if (step.Kind == SagaStepKind.Approval && (step.Group is not null || step.IsPivot || step.CanUndo))
        {
            yield return "waits for an approval, and so can be neither pivot nor in a group nor undone";
        }

        if (step.IsPivot && step.Group is not null)
        {
            yield return "is the pivot, and so must stand alone";
        }

        if (sideOfPivot > 0 && (step.CanUndo || step.Kind == SagaStepKind.Approval))
        {
            yield return "stands behind the pivot, where nothing is undone: it can be no approval and needs no compensation";
        }

        if (sideOfPivot < 0 && step.Kind == SagaStepKind.Action && step.CanUndo == step.NothingToUndo)
        {
            yield return step.CanUndo
                ? "has a compensation and says that there is nothing to undo"
                : "has no compensation: give one, or say that there is nothing to undo";
        }
    }

    private static List<IReadOnlyList<int>> ToStages(IReadOnlyList<SagaStep> steps)
    {
        var stages = new List<IReadOnlyList<int>>();
        List<int> current = [];
        for (var i = 0; i < steps.Count; i++)
        {
            if (i == 0 || steps[i].Group is null || steps[i].Group != steps[i - 1].Group)
            {
                current = [];
                stages.Add(current);
            }

            current.Add(i);
        }

        return stages;
    }
}
