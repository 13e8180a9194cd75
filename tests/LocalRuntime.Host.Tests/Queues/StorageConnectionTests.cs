using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Queues;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed class StorageConnectionTests
{
    private const string Development = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(null, "AzureWebJobsStorage")]
    [InlineData("", "AzureWebJobsStorage")]
    [InlineData("Storage", "AzureWebJobsStorage")]
    [InlineData("Orders", "Orders")]
    [InlineData("%Which%", "Orders")]
    [InlineData("Named", "ConnectionStrings:Named")]
    public void Connection_string_is_found_by_the_hosts_rules(string? connection, string setting)
    {
        var settings = Settings((setting, Development), ("Which", "Orders"));

        var resolved = StorageConnection.Resolve(connection, settings, "It");

        Assert.Equal(setting, resolved.Name);
        Assert.True(resolved.IsDefaultEmulator);
        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1/orders", resolved.CreateQueueClient("orders").Uri.ToString());
    }

    [Theory]
    [InlineData("Orders__queueServiceUri", "https://acc.queue.core.windows.net", "https://acc.queue.core.windows.net/orders")]
    [InlineData("Orders__serviceUri", "https://127.0.0.1:9/acc", "https://127.0.0.1:9/acc/orders")]
    [InlineData("Orders__accountName", "acc", "https://acc.queue.core.windows.net/orders")]
    public void Identity_based_connection_is_found(string setting, string value, string expected)
    {
        var resolved = StorageConnection.Resolve("Orders", Settings((setting, value), ("Orders__credential", "managedidentity")), "It");

        Assert.False(resolved.IsDefaultEmulator);
        Assert.Equal(expected, resolved.CreateQueueClient("orders").Uri.ToString());
    }

    [Theory]
    [InlineData("Other", "Its trigger needs the connection setting 'Other', which does not exist.")]
    [InlineData("Bad", "'Bad', which is not a valid storage connection string.")]
    [InlineData("BadUri", "is not an https address")]
    [InlineData("BadCredential", "whose credential 'magic' is not known")]
    public void Unusable_connection_says_why_without_showing_secrets(string connection, string expected)
    {
        var settings = Settings(
            ("Bad", "AccountName=x;AccountKey=secret"), ("BadUri__queueServiceUri", "nowhere"), ("BadCredential__accountName", "a"),
            ("BadCredential__credential", "magic"));

        var error = Assert.Throws<HostConfigurationException>(() => StorageConnection.Resolve(connection, settings, "Its trigger"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orders", "orders")]
    [InlineData("%Name%-in", "a-in")]
    public void Queue_name_is_resolved_and_lowered(string name, string expected) =>
        Assert.Equal(expected, QueueAddress.Resolve(name, null, Settings(("AzureWebJobsStorage", Development), ("Name", "A")), "It").Name);

    [Theory]
    [InlineData("ab")]
    [InlineData("a--b")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a_bc")]
    public void Invalid_queue_name_is_refused(string name) => Assert.Throws<HostConfigurationException>(
        () => QueueAddress.Resolve(name, null, Settings(("AzureWebJobsStorage", Development)), "It"));

    private static SettingResolver Settings(params (string Name, string Value)[] settings) =>
        SettingResolver.Of(settings.ToDictionary(s => s.Name, s => s.Value));
}
