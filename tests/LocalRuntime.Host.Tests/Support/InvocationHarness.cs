using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>Runs functions as a listener would, through the official pipeline of a host that listens to nothing.</summary>
internal sealed class InvocationHarness(TestApp app) : IDisposable
{
    private readonly IHost _host = app.Build();

    public Task<InvocationOutcome> InvokeAsync(string name, TriggerInput input, CancellationToken cancellationToken = default)
    {
        Assert.True(_host.Services.GetRequiredService<IFunctionCatalog>().TryGet(name, out var function));
        return _host.Services.GetRequiredService<IFunctionInvoker>().InvokeAsync(function, input, cancellationToken);
    }

    public void Dispose() => _host.Dispose();
}
