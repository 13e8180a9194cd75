using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

/// <summary>Binds the arguments of a method as an invocation would, with the services of a real worker.</summary>
internal static class InvocationHarness
{
    public static Task<object?[]> BindAsync(string method, TriggerInput input, CancellationToken cancellationToken) =>
        BindAsync(typeof(InputBindingTests.Functions), method, input, cancellationToken);

    public static async Task<object?[]> BindAsync(Type type, string method, TriggerInput input, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddFunctionsWorkerDefaults();
        await using var provider = services.BuildServiceProvider();
        var problems = new List<string>();
        var function = FunctionReader.Read(type.GetMethod(method)!, method, problems);
        Assert.Empty(problems);

        await using var context = new InvocationPipeline(
            _ => Task.CompletedTask, provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<InputConverters>())
            .CreateContext(function!, input, cancellationToken);
        var result = await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context);
        return result.Values;
    }
}
