using System.Text.Json;
using Azure.Storage.Queues.Models;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

[Collection(WorkItemsTests.Name)]
public sealed class SubmissionsFunctionTests(AzuriteFixture azurite)
{
    private const string Submission = """{"handler":"sleep","payload":{"milliseconds":0}}""";

    [Fact]
    public async Task Message_delivered_twice_is_one_item()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        Assert.NotNull(await RunAsync(app, Submission, "a"));
        await RunAsync(app, Submission, "a");
        await RunAsync(app, Submission, "b");

        Assert.Equal(2, await app.CountAsync());
    }

    [Theory]
    [InlineData("nonsense", "not valid JSON")]
    [InlineData("""{"handler":"nobody"}""", "handler: 'nobody' is not registered")]
    public async Task Malformed_message_goes_to_the_poison_queue_with_its_reason(string message, string reason)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);

        Assert.Null(await RunAsync(app, message, "a"));

        var poison = JsonDocument.Parse((await app.Storage.SubmissionsPoison.ReceiveMessageAsync()).Value.Body).RootElement;
        Assert.Equal(message, poison.GetProperty("message").GetString());
        Assert.Contains(reason, poison.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_message_of_any_size_fits_the_poison_queue()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var message = new string('"', 48 * 1024);

        await RunAsync(app, message, "a");

        var poison = JsonDocument.Parse((await app.Storage.SubmissionsPoison.ReceiveMessageAsync()).Value.Body).RootElement;
        Assert.StartsWith(poison.GetProperty("message").GetString()!.TrimEnd('…'), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_above_the_depth_limit_comes_again_and_stays_one_item()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:MaxDepth", "1"));
        var first = await app.SubmitAsync(Submission);

        Assert.Null(await RunAsync(app, Submission, "a"));
        Assert.Null(await RunAsync(app, Submission, "a"));
        Assert.Equal(1, await app.CountAsync());
        await app.RunUntilFinishedAsync(first);

        // Both copies are there, not yet visible, and still one submission; what they hold is run as the queue would do it.
        Assert.Equal(2, (await app.Storage.Submissions.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Empty((await app.Storage.Submissions.PeekMessagesAsync()).Value);
        const string Copy = """{"handler":"sleep","payload":{"milliseconds":0},"idempotencyKey":"message:a"}""";
        await RunAsync(app, Copy, "c");
        await RunAsync(app, Copy, "d");
        Assert.Equal(1, await app.CountAsync());
        Assert.Empty((await app.Storage.SubmissionsPoison.PeekMessagesAsync()).Value);
    }

    private static Task<string?> RunAsync(WorkItemsApp app, string text, string id) => app.Create<SubmissionsFunction>().RunAsync(
        QueuesModelFactory.QueueMessage(id, "receipt", BinaryData.FromString(text), 1), app.Durable.Client, CancellationToken.None);
}
