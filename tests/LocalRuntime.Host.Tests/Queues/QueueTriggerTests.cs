using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Queues;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed class QueueTriggerTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Success_deletes_the_message_and_hands_over_text_and_binding_data()
    {
        var invoker = new ScriptedInvoker();
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker);
        await harness.SendAsync("""{"orderId":"a1","amount":7,"id":"shadowed"}""");
        harness.Start();
        await harness.IsEmptyAsync();

        var input = Assert.Single(invoker.Inputs);
        Assert.Equal("""{"orderId":"a1","amount":7,"id":"shadowed"}""", input.Value);
        Assert.Equal("1", input.BindingData["DequeueCount"]);
        Assert.Equal(input.Value, input.BindingData["queueTrigger"]);
        Assert.Equal("a1", input.BindingData["orderId"]);
        Assert.Equal("7", input.BindingData["amount"]);
        Assert.True(Guid.TryParse((string?)input.BindingData["Id"], out _));
        Assert.NotEmpty((string)input.BindingData["PopReceipt"]!);
        var inserted = JsonSerializer.Deserialize<DateTimeOffset>((string)input.BindingData["InsertionTime"]!);
        var expires = JsonSerializer.Deserialize<DateTimeOffset>((string)input.BindingData["ExpirationTime"]!);
        Assert.Equal(TimeSpan.FromDays(7), expires - inserted);
        Assert.True(JsonSerializer.Deserialize<DateTimeOffset>((string)input.BindingData["NextVisibleTime"]!) > inserted);
        Assert.Equal($"New queue message detected on '{harness.Address.Name}'.", input.Reason);
    }

    [Fact]
    public async Task Missing_queue_is_created()
    {
        await using var harness = new QueueHarness(azurite.ConnectionString, new ScriptedInvoker());

        harness.Start();

        await Eventually.HoldsAsync(async () => await harness.Queue.ExistsAsync(), "the queue exists");
    }

    [Fact]
    public async Task Queue_deleted_while_listening_is_created_again()
    {
        var invoker = new ScriptedInvoker();
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker);
        await harness.SendAsync("first");
        harness.Start();
        await harness.IsEmptyAsync();

        await harness.Queue.DeleteAsync();
        await Eventually.HoldsAsync(async () => await harness.Queue.ExistsAsync(), "the queue exists again");
        await harness.SendAsync("second");

        await Eventually.HoldsAsync(() => invoker.Inputs.Count == 2, "the second message is handled");
    }

    [Fact]
    public async Task Three_failed_tries_move_the_message_to_the_poison_queue_as_it_was()
    {
        var invoker = new ScriptedInvoker((_, _) => throw new InvalidOperationException("no"));
        await using var harness = new QueueHarness(
            azurite.ConnectionString, invoker, new QueueExtensionOptions { MaxDequeueCount = 3, MaxPollingInterval = Fast });
        await harness.SendAsync("bad");
        harness.Start();
        await Eventually.HoldsAsync(async () => await QueueHarness.CountAsync(harness.Poison) == 1, "the poison queue has it");
        await harness.IsEmptyAsync();

        Assert.Equal(["1", "2", "3"], invoker.Inputs.Select(i => (string?)i.BindingData["DequeueCount"]));
        var poison = (await harness.Poison.ReceiveMessageAsync()).Value;
        Assert.True(QueueMessageCodec.TryDecode(poison.MessageText, QueueMessageEncodingOption.Base64, out var body));
        Assert.Equal("bad", body.ToString());
        Assert.Contains(harness.Log.Lines, l => l.Message.Contains("has reached MaxDequeueCount of 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failed_message_stays_invisible_for_the_visibility_timeout()
    {
        var invoker = new ScriptedInvoker((_, _) => throw new InvalidOperationException("no"));
        await using var harness = new QueueHarness(
            azurite.ConnectionString, invoker, new QueueExtensionOptions { VisibilityTimeout = TimeSpan.FromHours(1), MaxPollingInterval = Fast });
        await harness.SendAsync("slow");
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Inputs.Count == 1, "the first try");
        await harness.StopAsync();

        Assert.Null((await harness.Queue.ReceiveMessageAsync()).Value);
        Assert.Equal(1, await QueueHarness.CountAsync(harness.Queue));
    }

    [Fact]
    public async Task Queue_that_is_a_poison_queue_has_none_of_its_own()
    {
        var name = $"q-{Guid.NewGuid():n}{QueueAddress.PoisonSuffix}";
        var invoker = new ScriptedInvoker((_, _) => throw new InvalidOperationException("no"));
        await using var harness = new QueueHarness(
            azurite.ConnectionString, invoker, new QueueExtensionOptions { MaxDequeueCount = 1, MaxPollingInterval = Fast }, name);
        await harness.SendAsync("bad");
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Inputs.Count == 1 && invoker.Running == 0, "the first try");
        await harness.StopAsync();

        Assert.Equal(1, await QueueHarness.CountAsync(harness.Queue));
        Assert.Null((await harness.Queue.ReceiveMessageAsync()).Value);
        Assert.False(await harness.Address.Connection.CreateQueueClient(name + QueueAddress.PoisonSuffix).ExistsAsync());
    }

    [Fact]
    public async Task At_most_batch_size_and_threshold_run_at_once_and_all_are_handled()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var invoker = new ScriptedInvoker((_, _) => gate.Task);
        var options = new QueueExtensionOptions { BatchSize = 4, NewBatchThreshold = 2, MaxPollingInterval = Fast };
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker, options);
        await harness.SendAsync(Enumerable.Range(0, 20).Select(i => $"m{i}"));
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Running == 4, "one whole batch runs");
        gate.SetResult();
        await harness.IsEmptyAsync();

        Assert.InRange(invoker.Peak, 4, options.MaxConcurrency);
        Assert.Equal(20, invoker.Inputs.Select(i => i.Value).Distinct().Count());
    }

    [Fact]
    public async Task Lease_is_renewed_while_the_function_runs()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var invoker = new ScriptedInvoker((input, _) => "long".Equals(input.Value) ? gate.Task : Task.CompletedTask);
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker, lease: TimeSpan.FromSeconds(2));
        await harness.SendAsync("long");

        // Becomes visible after more than two leases: its arrival tells that they have passed.
        var later = QueueMessageCodec.Encode(BinaryData.FromString("later"), harness.Options.MessageEncoding);
        await harness.Queue.SendMessageAsync(later, visibilityTimeout: TimeSpan.FromSeconds(5));
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Inputs.Any(i => "later".Equals(i.Value)), "two leases have passed");
        Assert.Equal(["long", "later"], invoker.Inputs.Select(i => i.Value));

        gate.SetResult();
        await harness.IsEmptyAsync();
        Assert.Equal(2, invoker.Inputs.Count);
    }

    [Fact]
    public async Task Stop_waits_for_the_running_function_and_fetches_no_more()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var invoker = new ScriptedInvoker((_, _) => gate.Task);
        await using var harness = new QueueHarness(
            azurite.ConnectionString, invoker, new QueueExtensionOptions { BatchSize = 1, NewBatchThreshold = 0, MaxPollingInterval = Fast });
        await harness.SendAsync("one", "two");
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Running == 1, "the function runs");

        var stopping = harness.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping;

        Assert.Single(invoker.Inputs);
        Assert.Equal(1, await QueueHarness.CountAsync(harness.Queue));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forced_stop_cancels_the_function_and_makes_its_message_visible(bool obeysCancellation)
    {
        var invoker = new ScriptedInvoker((_, token) => Task.Delay(Timeout.Infinite, obeysCancellation ? token : CancellationToken.None));
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker);
        await harness.SendAsync("long");
        harness.Start();
        await Eventually.HoldsAsync(() => invoker.Running == 1, "the function runs");

        await harness.StopAsync(new CancellationToken(canceled: true));

        var again = (await harness.Queue.ReceiveMessageAsync()).Value;
        Assert.Equal(2, again?.DequeueCount);
    }

    [Fact]
    public async Task Body_that_is_not_base64_goes_to_the_poison_queue_untouched()
    {
        var invoker = new ScriptedInvoker();
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker);
        await harness.Queue.CreateAsync();
        await harness.Queue.SendMessageAsync("plain text!");
        harness.Start();
        await Eventually.HoldsAsync(async () => await QueueHarness.CountAsync(harness.Poison) == 1, "the poison queue has it");

        Assert.Empty(invoker.Inputs);
        Assert.Equal("plain text!", (await harness.Poison.ReceiveMessageAsync()).Value.MessageText);
        Assert.Contains(harness.Log.Lines, l => l.Message.Contains("messageEncoding", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encoding_none_takes_the_text_as_it_is()
    {
        var invoker = new ScriptedInvoker();
        await using var harness = new QueueHarness(
            azurite.ConnectionString, invoker, new QueueExtensionOptions { MessageEncoding = QueueMessageEncodingOption.None, MaxPollingInterval = Fast });
        await harness.SendAsync("héllo <x/>");
        harness.Start();
        await harness.IsEmptyAsync();

        Assert.Equal("héllo <x/>", Assert.Single(invoker.Inputs).Value);
    }

    [Fact]
    public async Task Message_announced_in_the_process_is_fetched_without_waiting_for_the_poll()
    {
        var invoker = new ScriptedInvoker();
        var hour = TimeSpan.FromHours(1);
        await using var harness = new QueueHarness(azurite.ConnectionString, invoker, new QueueExtensionOptions { MaxPollingInterval = hour });
        harness.Start();
        await Eventually.HoldsAsync(async () => await harness.Queue.ExistsAsync(), "the queue exists");
        await harness.SendAsync("now");

        await Eventually.HoldsAsync(
            () =>
            {
                harness.Signals.MessageAdded(harness.Queue.Uri);
                return invoker.Inputs.Count == 1;
            },
            "the message is handled");
    }
}
