using System.Globalization;
using System.IO.Hashing;
using System.Text;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Pipelines.Storage;

/// <summary>
/// Where the objects of one pipeline lie: <c>pipelines/ID/RUN/output/</c> stays, <c>work/</c> and <c>running/</c> beside it are deleted
/// when it ends. Each execution has a folder of its own, so that a restart under the same id finds nothing stale.
/// </summary>
/// <param name="Root">Prefix of everything the pipeline writes.</param>
internal readonly record struct PipelineLayout(string Root)
{
    /// <summary>Prefix of what outlives the pipeline.</summary>
    public string Output => Root + "output/";

    /// <summary>Prefix of what does not.</summary>
    public string Work => Root + "work/";

    /// <summary>Prefix of <see cref="Order"/> alone.</summary>
    public string Running => Root + "running/";

    /// <summary>What is to be done. As long as it is there, items may run.</summary>
    public string Order => Running + "pipeline.json";

    /// <summary>Prefix of the dead letters, one object each.</summary>
    public string DeadLetters => Work + "dead-letters/";

    /// <summary>All dead letters of a pipeline that ended.</summary>
    public string DeadLetterList => Output + "dead-letters.json";

    /// <summary>What the last stage of a pipeline with a fold made.</summary>
    public string Result => Output + "result.json";

    /// <summary>The layout of one execution of a pipeline.</summary>
    /// <param name="instanceId">The orchestration's id.</param>
    /// <param name="execution">A number of this execution that a replay repeats.</param>
    public static PipelineLayout For(string instanceId, Guid execution) => new($"pipelines/{Segment(instanceId)}/{execution:N}/");

    /// <summary>An item as the source lists it.</summary>
    public string Source(int item) => Invariant($"{Work}source/{item:D5}.json");

    /// <summary>An item behind a stage.</summary>
    public string Item(int stage, int item) => Invariant($"{Work}{stage:D2}/{item:D5}.json");

    /// <summary>An item behind the last stage of a pipeline without a fold.</summary>
    public string FinalItem(int item) => Invariant($"{Output}items/{item:D5}.json");

    /// <summary>Prefix of the state behind a fold: a folder of its own, so that it can be deleted alone.</summary>
    public string Fold(int stage, int number) => Invariant($"{Work}{stage:D2}/{number:D5}/");

    /// <summary>The state behind a fold.</summary>
    public string FoldState(int stage, int number) => Fold(stage, number) + "state.json";

    /// <summary>A dead letter.</summary>
    public string DeadLetter(int item) => Invariant($"{DeadLetters}{item:D5}.json");

    // An id that is no valid object name is replaced by its hash.
    private static string Segment(string instanceId) => ObjectName.IsSegment(instanceId)
        ? instanceId
        : "x" + XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(instanceId)).ToString("x32", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
