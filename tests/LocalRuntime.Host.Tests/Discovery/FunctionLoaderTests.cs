using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

public sealed class FunctionLoaderTests : IDisposable
{
    private readonly IHost _host = new TestApp().Build();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Function_gets_the_workers_definition_with_parameters_and_bindings()
    {
        var function = Read(typeof(CatalogFunctions).FullName + "." + nameof(CatalogFunctions.First));

        Assert.Null(Load(function));

        var parameter = Assert.Single(function.Definition.Parameters);
        Assert.Equal(("text", typeof(string)), (parameter.Name, parameter.Type));
        Assert.Equal(["message"], function.Definition.InputBindings.Keys);
        Assert.EndsWith("LocalRuntime.Host.Tests.dll", function.Definition.PathToAssembly, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WorkDistribution.LocalRuntime.Host.Tests.Discovery.AmbiguousEntity.RunAsync", "the worker finds more than one public method of that name")]
    [InlineData("WorkDistribution.LocalRuntime.Host.Tests.Discovery.CatalogFunctions.Fourth", "the worker cannot find its method: Method 'Fourth'")]
    [InlineData("WorkDistribution.LocalRuntime.Host.Tests.Discovery.FunctionLoaderTests.Nested.Run", "its class one that is not nested in another")]
    [InlineData("WorkDistribution.LocalRuntime.Host.Tests.Discovery.GenericMethod.Run", "the method or its class is generic")]
    [InlineData("Nowhere", "the worker cannot find its method: Invalid entry point configuration.")]
    public void Method_that_the_worker_does_not_resolve_is_a_problem_that_says_why(string entryPoint, string expected) =>
        Assert.Contains(expected, Load(Read(entryPoint)), StringComparison.Ordinal);

    private static FunctionDescriptor Read(string entryPoint) => Assert.Single(FunctionMetadataReader.Read(
        [
            new DefaultFunctionMetadata
            {
                Name = "F", EntryPoint = entryPoint, ScriptFile = "LocalRuntime.Host.Tests.dll", RawBindings = [TestFunctions.QueueTrigger()],
            },
        ],
        []));

    private string? Load(FunctionDescriptor function) =>
        new FunctionLoader(_host.Services.GetRequiredService<OfficialWorker>(), AppContext.BaseDirectory).Load(function);

    public static class Nested
    {
        public static void Run(string message) => ArgumentNullException.ThrowIfNull(message);
    }
}
