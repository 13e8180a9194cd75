using System.Globalization;

namespace WorkDistribution.LocalRuntime.Engine.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Option_out_of_its_range_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new DurableEngine(new DurableEngineOptions { MaxConcurrentActivities = 0 }, new DurableFunctionRegistry()));

        Assert.Contains("MaxConcurrentActivities", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    [InlineData("25.00:00:00")]
    public void Limit_of_a_turn_that_is_none_is_refused(string limit)
    {
        var options = new DurableEngineOptions { OrchestrationTurnTimeout = TimeSpan.Parse(limit, CultureInfo.InvariantCulture) };

        var error = Assert.Throws<ArgumentException>(() => new DurableEngine(options, new DurableFunctionRegistry()));

        Assert.Contains("OrchestrationTurnTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_registered_twice_is_refused_without_regard_to_case()
    {
        var functions = new DurableFunctionRegistry().AddActivity("Work", _ => Task.FromResult<object?>(null));

        Assert.Throws<ArgumentException>(() => functions.AddActivity("work", _ => Task.FromResult<object?>(null)));
    }
}
