using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class MiddlewareTests
{
    private readonly List<string> _log = [];
    private readonly FakeBindings _bindings = new();
    private readonly PipelineBuilder _builder = new();

    public MiddlewareTests()
    {
        _builder.Services.AddSingleton(_log);
        _builder.Services.AddSingleton<IFunctionExecutor, LoggingExecutor>();
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_of_the_calls_around_the_function()
    {
        _builder.UseMiddleware<LoggingMiddleware>();
        _builder.UseMiddleware(async (_, next) =>
        {
            _log.Add("in");
            await next();
            _log.Add("out");
        });
        _builder.UseDefaultWorkerMiddleware();

        await RunAsync();

        Assert.Equal(["before", "in", "function", "out", "after"], _log);
        Assert.Equal(1, _bindings.OutputsBound);
    }

    [Fact]
    public async Task UseWhen_runs_only_where_the_predicate_holds()
    {
        _builder.UseWhen<LoggingMiddleware>(_ => false);
        _builder.UseWhen(context => context.InvocationId == "invocation", (_, next) =>
        {
            _log.Add("when");
            return next();
        });
        _builder.UseDefaultWorkerMiddleware();

        await RunAsync();

        Assert.Equal(["when", "function"], _log);
    }

    [Fact]
    public async Task UseDefaultWorkerMiddleware_twice_is_as_once()
    {
        _builder.UseDefaultWorkerMiddleware().UseDefaultWorkerMiddleware();

        await RunAsync();

        Assert.Equal(["function"], _log);
        Assert.Equal(1, _bindings.OutputsBound);
    }

    [Fact]
    public async Task Outputs_are_not_bound_when_the_function_fails()
    {
        _builder.UseDefaultWorkerMiddleware();

        await Assert.ThrowsAsync<FunctionWorkerException>(() => RunAsync(new FailingExecutor()));

        Assert.Equal(0, _bindings.OutputsBound);
    }

    private Task RunAsync(IFunctionExecutor? executorOfTheInvocation = null)
    {
        FakeFunctionContext context = new() { InstanceServices = _builder.Services.BuildServiceProvider() };
        context.Features.Set<IFunctionBindingsFeature>(_bindings);
        if (executorOfTheInvocation is not null)
        {
            context.Features.Set(executorOfTheInvocation);
        }

        return _builder.Build()(context);
    }

    private sealed class PipelineBuilder : IFunctionsWorkerApplicationBuilder
    {
        private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

        public IServiceCollection Services { get; } = new ServiceCollection();

        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            _steps.Add(middleware);
            return this;
        }

        public FunctionExecutionDelegate Build() =>
            Enumerable.Reverse(_steps).Aggregate((FunctionExecutionDelegate)(_ => Task.CompletedTask), (next, step) => step(next));
    }

    private sealed class LoggingMiddleware(List<string> log) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            log.Add("before");
            await next(context);
            log.Add("after");
        }
    }

    private sealed class LoggingExecutor(List<string> log) : IFunctionExecutor
    {
        public ValueTask ExecuteAsync(FunctionContext context)
        {
            log.Add("function");
            return default;
        }
    }

    private sealed class FailingExecutor : IFunctionExecutor
    {
        public ValueTask ExecuteAsync(FunctionContext context) => throw new FunctionWorkerException("failed");
    }
}
