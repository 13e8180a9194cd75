using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Contracts.Tests.Worker.Fakes;

internal sealed class FakeFunctionContext(Action<IServiceCollection>? configure = null, FakeFunctionDefinition? definition = null)
    : FunctionContext
{
    public override string InvocationId => "invocation";

    public override string FunctionId => "function";

    public override TraceContext TraceContext => throw new NotSupportedException("The tests do not trace.");

    public override BindingContext BindingContext => throw new NotSupportedException("The tests read binding data through the feature.");

    public override RetryContext RetryContext => throw new NotSupportedException("The tests do not retry.");

    public override IServiceProvider InstanceServices { get; set; } = CreateServices(configure);

    public override FunctionDefinition FunctionDefinition { get; } = definition ?? new FakeFunctionDefinition();

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FakeInvocationFeatures();

    private static ServiceProvider CreateServices(Action<IServiceCollection>? configure)
    {
        ServiceCollection services = new();
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
