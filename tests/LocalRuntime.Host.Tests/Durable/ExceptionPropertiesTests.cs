using System.Net;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

public sealed class ExceptionPropertiesTests
{
    [Fact]
    public async Task Provider_among_the_apps_services_adds_its_properties_to_failure_details()
    {
        await using var host = await InProcessHost.StartAsync(
            [typeof(ManagementFunctions)], configure: services => services.AddSingleton<IExceptionPropertiesProvider, LengthProvider>());
        var api = new ManagementApi(host.Http);
        var id = await api.StartAsync("Fail");
        await api.UntilAsync(id, "Failed");

        var instance = await api.ReadAsync(await api.GetAsync($"/instances/{id}?form=exact"), HttpStatusCode.OK);

        var properties = instance.GetProperty("failureDetails").GetProperty("Properties");
        Assert.Equal("It was meant to fail.".Length, properties.GetProperty("length").GetInt32());
    }

    private sealed class LengthProvider : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?>? GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object?> { ["length"] = exception.Message.Length };
    }
}
