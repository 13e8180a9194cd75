using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

/// <summary>A message of a real queue on its way into each kind of parameter that the official extension has.</summary>
public sealed class QueueParameterTests(AzuriteFixture azurite)
{
    private const string Body = """{"Name":"ä","Count":2}""";

    [Fact]
    public async Task Message_arrives_in_parameters_of_every_kind()
    {
        await using var host = await InProcessHost.StartAsync(
            [typeof(QueueParameterFunctions)],
            new HostOptions { Queues = new QueueExtensionOptions { MaxPollingInterval = TimeSpan.FromMilliseconds(100) } },
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString });
        foreach (var queue in new[] { "text", "bytes", "binary", "item", "message" })
        {
            var client = new QueueClient(
                azurite.ConnectionString, $"parameter-{queue}", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
            await client.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
            await client.SendMessageAsync(Body, TestContext.Current.CancellationToken);
        }

        await Eventually.HoldsAsync(() => QueueParameterFunctions.Seen.Count == 5, "all five functions have run");

        Assert.Equal(Body, QueueParameterFunctions.Seen[nameof(QueueParameterFunctions.ParameterText)]);
        Assert.Equal(Body, QueueParameterFunctions.Seen[nameof(QueueParameterFunctions.ParameterBytes)]);
        Assert.Equal(Body, QueueParameterFunctions.Seen[nameof(QueueParameterFunctions.ParameterBinary)]);
        Assert.Equal("ä 2", QueueParameterFunctions.Seen[nameof(QueueParameterFunctions.ParameterItem)]);
        Assert.Equal($"{Body} True True 7.00:00:00 True", QueueParameterFunctions.Seen[nameof(QueueParameterFunctions.ParameterMessage)]);
    }
}
