using System.Net;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>Classes that an app registers, as the code that the official generator makes for [DurableTask] does.</summary>
public sealed class ClassBasedTests
{
    [Fact]
    public async Task Registered_orchestrator_activity_and_entity_run()
    {
        await using var host = await InProcessHost.StartAsync([], configure: services => services.Configure<DurableTaskRegistry>(registry =>
        {
            registry.AddOrchestrator<ClassOrchestrator>("ClassOrchestrator");
            registry.AddActivity<ClassActivity>("ClassActivity");
            registry.AddEntity<ClassEntity>("ClassEntity");
        }));
        var api = new ManagementApi(host.Http);

        var done = await api.UntilAsync(await api.StartAsync("ClassOrchestrator", "2"), "Completed");

        Assert.Equal("5 from ClassActivity", done.GetProperty("output").GetString());
        var failed = await api.UntilAsync(await api.StartAsync("ClassOrchestrator", "-1"), "Failed");
        Assert.Contains("It is negative.", failed.GetProperty("output").GetString(), StringComparison.Ordinal);
        var listed = await api.ReadAsync(await host.Http.GetAsync(new Uri("/admin/functions", UriKind.Relative)), HttpStatusCode.OK);
        Assert.Equal(
            ["ClassActivity", "ClassEntity", "ClassOrchestrator"], listed.EnumerateArray().Select(f => f.GetProperty("name").GetString()));
    }

    private sealed class ClassOrchestrator : TaskOrchestrator<int, string>
    {
        public override async Task<string> RunAsync(TaskOrchestrationContext context, int input)
        {
            var entity = new EntityInstanceId("ClassEntity", context.NewGuid().ToString());
            await context.Entities.CallEntityAsync(entity, "Add", 3);
            var sum = await context.Entities.CallEntityAsync<int>(entity, "Add", input);
            return await context.CallActivityAsync<string>("ClassActivity", sum == 2 ? -1 : sum);
        }
    }

    private sealed class ClassActivity : TaskActivity<int, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, int input) => input < 0
            ? throw new InvalidOperationException("It is negative.")
            : Task.FromResult($"{input} from {context.Name}");
    }

    private sealed class ClassEntity : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;
    }
}
