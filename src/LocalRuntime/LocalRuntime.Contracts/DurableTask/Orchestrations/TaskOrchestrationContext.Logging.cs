using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>A context that wraps another, that wraps another …: more than this is taken for one that wraps itself.</summary>
    private const int MaxWrappedContexts = 10;

    private ReplaySafeFactory? _replaySafeLoggerFactory;

    /// <summary>A factory of loggers that are silent while replaying.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggerFactory ??= new ReplaySafeFactory(this);

    /// <summary>A logger that is silent while replaying.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName)
        => new ReplaySafeLogger(this, UnwrapLoggerFactory().CreateLogger(categoryName));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, UnwrapLoggerFactory().CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, UnwrapLoggerFactory().CreateLogger<T>());

    // A user's wrapper may give the inner context's ReplaySafeLoggerFactory as its LoggerFactory; the plain one is inside.
    private ILoggerFactory UnwrapLoggerFactory()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int depth = 0; factory is ReplaySafeFactory wrapped; depth++)
        {
            if (depth == MaxWrappedContexts)
            {
                throw new InvalidOperationException(
                    $"No plain logger factory was found within {MaxWrappedContexts} contexts. A wrapper's LoggerFactory must "
                    + "return the inner context's ReplaySafeLoggerFactory, not its own.");
            }

            factory = wrapped.Underlying;
        }

        return factory;
    }

    private sealed class ReplaySafeFactory(TaskOrchestrationContext context) : ILoggerFactory
    {
        public ILoggerFactory Underlying => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName)
            => new ReplaySafeLogger(context, context.UnwrapLoggerFactory().CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider)
            => throw new NotSupportedException("Providers are added to the application's logger factory, not to the replay-safe one.");

        public void Dispose()
        {
            // The underlying factory belongs to the application.
        }
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
