using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class AttributeTests
{
    [Fact]
    public void HttpTrigger_without_arguments_asks_for_a_function_key_and_takes_all_methods()
    {
        HttpTriggerAttribute trigger = new();

        Assert.Equal((AuthorizationLevel.Function, null, null), (trigger.AuthLevel, trigger.Methods, trigger.Route));
    }

    [Fact]
    public void HttpTrigger_with_methods_only_is_anonymous()
    {
        HttpTriggerAttribute trigger = new("get", "post");

        Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
        Assert.Equal(["get", "post"], trigger.Methods!);
    }

    [Fact]
    public void TimerTrigger_is_monitored_and_does_not_run_on_startup()
    {
        TimerTriggerAttribute trigger = new("0 */5 * * * *");

        Assert.Equal(("0 */5 * * * *", true, false), (trigger.Schedule, trigger.UseMonitor, trigger.RunOnStartup));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:00:01")]
    public void FixedDelayRetry_refuses_what_is_no_delay(string delay) =>
        Assert.Throws<ArgumentOutOfRangeException>("delayInterval", () => new FixedDelayRetryAttribute(3, delay));

    [Theory]
    [InlineData("soon", "00:01:00", "minimumInterval")]
    [InlineData("00:00:01", "late", "maximumInterval")]
    [InlineData("-00:00:01", "00:01:00", "minimumInterval")]
    [InlineData("00:02:00", "00:01:00", "minimumInterval")]
    public void ExponentialBackoffRetry_refuses_what_is_no_range(string minimum, string maximum, string parameter)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new ExponentialBackoffRetryAttribute(3, minimum, maximum));

        Assert.Equal(parameter, exception.ParamName);
    }

    [Fact]
    public void InputConverter_refuses_what_is_no_converter() =>
        Assert.Throws<InvalidOperationException>(() => new InputConverterAttribute(typeof(string)));
}
