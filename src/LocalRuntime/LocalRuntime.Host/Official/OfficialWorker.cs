using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>The official worker's application: loads functions, makes contexts and runs the pipeline, as for the messages of a host.</summary>
internal sealed class OfficialWorker
{
    private readonly Action<FunctionDefinition> _load;
    private readonly Func<IInvocationFeatures, CancellationToken, FunctionContext> _createContext;
    private readonly Func<IInvocationFeatures> _createFeatures;
    private readonly Func<FunctionDefinition, object> _outputBindings;
    private readonly Func<string, string, MethodInfo> _getMethod;
    private readonly Func<InvocationBindings> _newBindings;
    private readonly Func<InvocationRetry> _newRetry;
    private readonly FeatureSetter _setBindings;
    private readonly FeatureSetter _setRetry;
    private readonly FeatureSetter _setConversion;
    private readonly object _conversion;

    public OfficialWorker(OfficialInternals internals, IServiceProvider services)
    {
        var names = internals.Worker;
        var application = services.GetRequiredService(names.Application);
        _load = names.LoadFunction.CreateDelegate<Action<FunctionDefinition>>(application);
        _createContext = names.CreateContext.CreateDelegate<Func<IInvocationFeatures, CancellationToken, FunctionContext>>(application);
        InvokeAsync = names.InvokeFunction.CreateDelegate<Func<FunctionContext, Task>>(application);
        _createFeatures = names.CreateFeatures.CreateDelegate<Func<IInvocationFeatures>>(services.GetRequiredService(names.FeaturesFactory));
        _outputBindings = names.GetBindingsInfo.CreateDelegate<Func<FunctionDefinition, object>>(
            services.GetRequiredService(names.OutputBindingsInfoProvider));
        _getMethod = names.GetMethod.CreateDelegate<Func<string, string, MethodInfo>>(services.GetRequiredService(names.MethodLocator));
        _newBindings = InterfaceImplementer.Implement<InvocationBindings>(names.BindingsFeature);
        _newRetry = InterfaceImplementer.Implement<InvocationRetry>(names.RetryFeature);
        _setBindings = FeatureSetter.Of(names.BindingsFeature);
        _setRetry = FeatureSetter.Of(names.RetryFeature);
        _setConversion = FeatureSetter.Of(names.ConversionFeature);
        _conversion = CreateConversion(names, services);
    }

    /// <summary>Runs the app's middleware and the function, in the scope and span that the worker gives an invocation.</summary>
    public Func<FunctionContext, Task> InvokeAsync { get; }

    public void Load(FunctionDefinition function) => _load(function);

    /// <summary>The method of a function, as the worker finds it.</summary>
    /// <exception cref="Exception">It finds none, or more than one.</exception>
    public MethodInfo GetMethod(string assembly, string entryPoint) => _getMethod(assembly, entryPoint);

    /// <summary>How the worker takes the outputs of a function out of its result.</summary>
    public object GetOutputBindings(FunctionDefinition function) => _outputBindings(function);

    public FunctionContext CreateContext(LocalInvocation invocation, CancellationToken cancellationToken)
    {
        var bindings = _newBindings();
        bindings.Start(invocation);
        var retry = _newRetry();
        retry.Start(invocation.Input);
        var features = _createFeatures();
        features.Set<FunctionInvocation>(invocation);
        _setBindings.Set(features, bindings);
        _setRetry.Set(features, retry);
        _setConversion.Set(features, _conversion);
        invocation.Bindings = bindings;
        return _createContext(features, cancellationToken);
    }

    private static object CreateConversion(OfficialInternals.WorkerNames names, IServiceProvider services)
    {
        object?[] arguments = [names.DefaultConversionFeature, null];
        names.TryCreateConversionFeature.Invoke(services.GetRequiredService(names.ConversionFeatureProvider), arguments);
        return arguments[1] ?? throw new InvalidOperationException("The worker's input conversion cannot be made: its provider was replaced.");
    }
}
