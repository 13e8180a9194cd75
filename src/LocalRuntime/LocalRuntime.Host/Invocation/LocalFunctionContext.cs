using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The context of one invocation. Its DI scope is created when it is first asked for, and ends with it.</summary>
internal sealed class LocalFunctionContext(
    FunctionDescriptor function,
    FunctionDefinition definition,
    TriggerInput input,
    IServiceScopeFactory scopes,
    CancellationToken cancellationToken) : FunctionContext, IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;

    /// <summary>What discovery knows of the function.</summary>
    public FunctionDescriptor Function => function;

    /// <summary>What the trigger handed over.</summary>
    public TriggerInput Input => input;

    /// <summary>The raw value of the trigger parameter.</summary>
    public object? TriggerValue { get; private set; } = input.Value;

    /// <summary>Gives the trigger parameter a value that needs the context to be made.</summary>
    public void SetTriggerValue(object? value) => TriggerValue = value;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellationToken;

    public override TraceContext TraceContext => field ??= new LocalTraceContext(input);

    public override BindingContext BindingContext => field ??= new LocalBindingContext(this);

    public override RetryContext RetryContext => field ??= new LocalRetryContext(input.RetryCount, input.MaxRetryCount);

    public override IServiceProvider InstanceServices
    {
        get
        {
            if (_services is null)
            {
                _scope = scopes.CreateAsyncScope();
                _services = _scope.Value.ServiceProvider;
            }

            return _services;
        }

        set => _services = value;
    }

    public ValueTask DisposeAsync()
    {
        var scope = _scope;
        _scope = null;
        _services = null;
        return scope?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private sealed class LocalBindingContext(LocalFunctionContext context) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData =>
            context.Features.Get<IFunctionBindingsFeature>()?.TriggerMetadata ?? context.Input.BindingData;
    }

    private sealed class LocalRetryContext(int retryCount, int maxRetryCount) : RetryContext
    {
        public override int RetryCount => retryCount;

        public override int MaxRetryCount => maxRetryCount;
    }
}
