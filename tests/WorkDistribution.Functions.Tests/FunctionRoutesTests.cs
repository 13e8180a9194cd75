using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;

namespace WorkDistribution.Functions.Tests;

/// <summary>The real host tries routes in the order of function names, so a name can hide another function's route.</summary>
public sealed class FunctionRoutesTests
{
    [Fact]
    public async Task Routes_of_the_app_hide_no_function()
    {
        var provider = typeof(MapReduceOptions).Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IFunctionMetadataProvider)));
        var metadata = await ((IFunctionMetadataProvider)Activator.CreateInstance(provider)!).GetFunctionMetadataAsync(AppContext.BaseDirectory);
        List<string> problems = [];
        var functions = FunctionMetadataReader.Read(metadata, problems);
        var constraints = new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());

        var routes = new FunctionRoutes(new FunctionCatalog(functions, []), new HostOptions(), constraints);

        Assert.Empty(problems);
        Assert.True(functions.Count > 80, functions.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(routes.FindHidden());
    }
}
