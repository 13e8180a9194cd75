namespace WorkDistribution.LocalRuntime.Engine.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Option_out_of_its_range_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new DurableEngine(new DurableEngineOptions { MaxConcurrentActivities = 0 }, new DurableFunctionRegistry()));

        Assert.Contains("MaxConcurrentActivities", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_registered_twice_is_refused_without_regard_to_case()
    {
        var functions = new DurableFunctionRegistry().AddActivity("Work", _ => Task.FromResult<object?>(null));

        Assert.Throws<ArgumentException>(() => functions.AddActivity("work", _ => Task.FromResult<object?>(null)));
    }
}
