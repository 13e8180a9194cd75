using WorkDistribution.Core.Pipelines;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines;

/// <summary>Puts a pipeline together: a source, then stages in order.</summary>
public sealed class PipelineBuilder
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private readonly string _name;
    private readonly List<StageDefinition> _stages = [];
    private ISourceRunner? _source;
    private Type? _item;

    internal PipelineBuilder(string name)
    {
        _name = ObjectName.IsSegment(name)
            ? name
            : throw new ArgumentException($"'{name}' is no name for a pipeline: use letters A-Z, digits, '.', '_' and '-'.", nameof(name));
    }

    /// <summary>Sets where the items come from. Call it once, first.</summary>
    /// <typeparam name="TSource">An <see cref="IPipelineSource{TItem}"/>; made anew, from the app's services, for each use.</typeparam>
    /// <exception cref="ArgumentException">The type is no source, or there is one already.</exception>
    public PipelineBuilder Source<TSource>()
    {
        if (_source is not null)
        {
            throw Wrong("has two sources.");
        }

        var item = TypeArguments(typeof(TSource), typeof(IPipelineSource<>))[0];
        _source = (ISourceRunner)Activator.CreateInstance(typeof(SourceRunner<,>).MakeGenericType(typeof(TSource), item))!;
        _item = item;
        return this;
    }

    /// <summary>Adds a stage that runs each item.</summary>
    /// <typeparam name="TStage">An <see cref="IPipelineStage{TIn,TOut}"/>; made anew, from the app's services, for each item.</typeparam>
    /// <param name="name">Its name, unique in the pipeline.</param>
    /// <param name="parallelism">Items that run at a time, 1 to 100. A request may change it.</param>
    /// <param name="buffer">Items that may wait in front of it, 1 to 1,000. A request may change it.</param>
    /// <param name="retries">Attempts after the first, 0 to 10.</param>
    /// <param name="timeout">The longest that an attempt may take, at most a day; 5 minutes unless given.</param>
    /// <exception cref="ArgumentException">The type is no stage or does not take what comes before, or a number is out of its range.</exception>
    public PipelineBuilder Stage<TStage>(string name, int parallelism = 1, int buffer = 8, int retries = 2, TimeSpan? timeout = null)
    {
        var types = TypeArguments(typeof(TStage), typeof(IPipelineStage<,>));
        var runner = (IStageRunner)Activator.CreateInstance(typeof(StageRunner<,,>).MakeGenericType(typeof(TStage), types[0], types[1]))!;
        return Add(new StageDefinition(name, new StageShape(parallelism, buffer), retries, timeout ?? DefaultTimeout, Each: runner), types);
    }

    /// <summary>Adds a stage that folds all items into one. A pipeline has at most one.</summary>
    /// <typeparam name="TFold">An <see cref="IPipelineFold{TIn,TState}"/>; made anew, from the app's services, for each batch.</typeparam>
    /// <param name="name">Its name, unique in the pipeline.</param>
    /// <param name="batch">Items that are folded at a time, 1 to <paramref name="buffer"/>.</param>
    /// <param name="buffer">Items that may wait in front of it, 1 to 1,000. A request may change it.</param>
    /// <param name="retries">Attempts after the first, 0 to 10.</param>
    /// <param name="timeout">The longest that an attempt may take, at most a day; 5 minutes unless given.</param>
    /// <exception cref="ArgumentException">The type is no fold or does not take what comes before, or a number is out of its range.</exception>
    public PipelineBuilder Fold<TFold>(string name, int batch = 16, int buffer = 32, int retries = 2, TimeSpan? timeout = null)
    {
        var types = TypeArguments(typeof(TFold), typeof(IPipelineFold<,>));
        var runner = (IFoldRunner)Activator.CreateInstance(typeof(FoldRunner<,,>).MakeGenericType(typeof(TFold), types[0], types[1]))!;
        if (batch < 1 || batch > buffer)
        {
            throw Wrong($"folds batches of {batch} in '{name}': use 1 to the size of its buffer, {buffer}.");
        }

        return _stages.Exists(static stage => stage.Shape.Folds)
            ? throw Wrong("folds twice: behind a fold there is one item only.")
            : Add(new StageDefinition(name, new StageShape(1, buffer, batch), retries, timeout ?? DefaultTimeout, Fold: runner), types);
    }

    internal PipelineDefinition Build()
    {
        if (_stages.Count is 0 or > PipelineLimits.MaxStages)
        {
            throw Wrong($"has {_stages.Count} stages: use 1 to {PipelineLimits.MaxStages}.");
        }

        return new PipelineDefinition(_name, _source!, _stages);
    }

    private PipelineBuilder Add(StageDefinition stage, Type[] types)
    {
        if (_source is null)
        {
            throw Wrong("has no source: call Source first.");
        }

        if (!ObjectName.IsSegment(stage.Name) || _stages.Exists(other => other.Name.Equals(stage.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw Wrong($"has a stage '{stage.Name}', which is not a name of letters A-Z, digits, '.', '_' and '-', or is taken.");
        }

        if (!types[0].IsAssignableFrom(_item))
        {
            throw Wrong($"gives '{stage.Name}' a {_item!.Name}, but it takes a {types[0].Name}.");
        }

        CheckRange(stage.Name, "parallelism", stage.Shape.Parallelism, 1, PipelineLimits.MaxParallelism);
        CheckRange(stage.Name, "buffer", stage.Shape.Buffer, 1, PipelineLimits.MaxBuffer);
        CheckRange(stage.Name, "retries", stage.Retries, 0, PipelineLimits.MaxRetries);
        CheckRange(stage.Name, "timeout (ms)", stage.Timeout.TotalMilliseconds, 1, TimeSpan.FromDays(1).TotalMilliseconds);
        _stages.Add(stage);
        _item = types[1];
        return this;
    }

    private void CheckRange(string stage, string what, double value, double min, double max)
    {
        if (!(value >= min && value <= max))
        {
            throw Wrong(FormattableString.Invariant($"has {what} {value} in '{stage}': use {min} to {max}."));
        }
    }

    private Type[] TypeArguments(Type type, Type kind)
    {
        var found = type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == kind).ToList();
        return found.Count == 1 ? found[0].GetGenericArguments() : throw Wrong($"uses {type.Name}, which implements {kind.Name[..^2]} {found.Count} times: once is right.");
    }

    private ArgumentException Wrong(string message) => new($"Pipeline '{_name}' {message}");
}
