using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Tests.Configuration;

public sealed class SettingResolverTests
{
    private static readonly SettingResolver Settings = SettingResolver.Of(new Dictionary<string, string>
    {
        ["Name"] = "orders",
        ["Section__Key"] = "v",
    });

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("%Name%", "orders")]
    [InlineData("a-%name%-%Section:Key%-z", "a-orders-v-z")]
    [InlineData("50%", "50%")]
    [InlineData("", "")]
    public void Resolve_replaces_settings(string text, string expected) => Assert.Equal(expected, Settings.Resolve(text, "The test"));

    [Fact]
    public void Missing_setting_is_named_with_its_user()
    {
        var error = Assert.Throws<HostConfigurationException>(() => Settings.Resolve("x-%Other%", "Queue of function 'F'"));

        Assert.StartsWith("Queue of function 'F' uses %Other%", error.Message, StringComparison.Ordinal);
    }
}
