using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskOptionsTests
{
    private static readonly TaskRetryOptions _retry = new RetryPolicy(2, TimeSpan.FromSeconds(1));

    [Fact]
    public void WithInstanceId_keeps_the_options()
    {
        TaskOptions options = new(_retry, new Dictionary<string, string> { ["team"] = "a" }) { Version = "2" };

        SubOrchestrationOptions child = options.WithInstanceId("child");

        Assert.Equal("child", child.InstanceId);
        Assert.Same(_retry, child.Retry);
        Assert.Same(options.Tags, child.Tags);
        Assert.Equal("2", child.Version?.Version);
    }

    [Fact]
    public void SubOrchestrationOptions_take_over_the_instance_id_they_are_made_of()
    {
        TaskOptions original = new SubOrchestrationOptions(_retry, "first");

        Assert.Equal("first", new SubOrchestrationOptions(original).InstanceId);
        Assert.Equal("second", new SubOrchestrationOptions(original, "second").InstanceId);
    }

    [Fact]
    public void StartOrchestrationOptions_survive_with_expressions()
    {
        StartOrchestrationOptions options = new("id")
        {
            Version = "1",
            Tags = new Dictionary<string, string> { ["team"] = "a" },
        };

        StartOrchestrationOptions changed = options.WithDedupeStatuses(
            OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);

        Assert.Equal(["Running", "Suspended"], changed.DedupeStatuses!);
        Assert.Equal("id", changed.InstanceId);
        Assert.Equal(options.Version, changed.Version);
        Assert.Same(options.Tags, changed.Tags);
    }
}
