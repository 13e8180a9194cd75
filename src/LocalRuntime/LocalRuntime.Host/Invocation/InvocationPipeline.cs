using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Creates the context of an invocation and sends it through the app's middleware.</summary>
internal sealed class InvocationPipeline(FunctionExecutionDelegate middleware, IServiceScopeFactory scopes, InputConverters converters)
{
    private readonly ConcurrentDictionary<FunctionDescriptor, LocalFunctionDefinition> _definitions = new();

    public LocalFunctionContext CreateContext(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        var definition = _definitions.GetOrAdd(function, static f => new LocalFunctionDefinition(f));
        var context = new LocalFunctionContext(function, definition, input, scopes, cancellationToken);
        var resolver = new InputResolver(context, converters);
        context.Features.Set<IFunctionBindingsFeature>(new BindingsFeature(context));
        context.Features.Set<IInputBindingResolver>(resolver);
        context.Features.Set<IFunctionInputBindingFeature>(resolver);
        return context;
    }

    public Task RunAsync(LocalFunctionContext context) => middleware(context);
}
