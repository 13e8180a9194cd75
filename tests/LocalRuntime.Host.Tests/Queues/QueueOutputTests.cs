using Microsoft.Extensions.Logging.Abstractions;
using WorkDistribution.LocalRuntime.Host.Azurite;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Queues;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed class QueueOutputTests : IAsyncDisposable
{
    private readonly StorageEmulator _emulator = new(new HostCommandLine { StateDirectory = "unused" }, NullLogger<StorageEmulator>.Instance);
    private readonly SettingResolver _settings;

    public QueueOutputTests(AzuriteFixture azurite) =>
        _settings = SettingResolver.Of(new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString });

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("base64")]
    [InlineData("none")]
    public async Task Messages_are_sent_in_order_to_a_queue_that_is_created(string encoding)
    {
        var options = new QueueExtensionOptions { MessageEncoding = Enum.Parse<QueueMessageEncodingOption>(encoding, ignoreCase: true) };
        var (binding, function, output) = Create(options);

        await binding.SendAsync(function, output, [.. Enumerable.Range(0, 5).Select(i => BinaryData.FromString($"m{i}"))], default);

        var queue = QueueBindings.ResolveOutput(output, _settings).CreateClient();
        var bodies = (await queue.ReceiveMessagesAsync(10)).Value.Select(m => Decode(m.MessageText, options.MessageEncoding));
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], bodies.Order());
    }

    [Fact]
    public async Task Message_above_the_limit_is_refused_with_the_limit()
    {
        var (binding, function, output) = Create(new QueueExtensionOptions());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => binding.SendAsync(function, output, [BinaryData.FromBytes(new byte[50_000])], default));

        Assert.Contains("65,536", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validator_names_what_is_wrong_with_trigger_and_output()
    {
        var function = TestFunctions.Create("F", TestFunctions.QueueTrigger("orders", "Missing"), TestFunctions.QueueOutput("no_good"));
        var validator = new QueueFunctionValidator(new HostConfiguration(new HostOptions(), new LocalSettings(), _settings));

        var problems = validator.Validate(function).ToList();

        Assert.Equal(2, problems.Count);
        Assert.StartsWith("Its queue trigger needs the connection setting 'Missing'", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("Its queue output '$return' has the queue name 'no_good'", problems[1], StringComparison.Ordinal);
    }

    private static string Decode(string text, QueueMessageEncodingOption encoding) =>
        QueueMessageCodec.TryDecode(text, encoding, out var body) ? body.ToString() : throw new InvalidOperationException("Not in the expected encoding.");

    private (QueueOutputBinding Binding, FunctionDescriptor Function, FunctionBinding Output) Create(QueueExtensionOptions options)
    {
        var configuration = new HostConfiguration(new HostOptions { Queues = options }, new LocalSettings(), _settings);
        var availability = new StorageAvailability(NullLogger<StorageAvailability>.Instance);
        var function = TestFunctions.Create("F", TestFunctions.HttpTrigger("f"), TestFunctions.QueueOutput($"q-{Guid.NewGuid():n}"));
        return (new QueueOutputBinding(configuration, new QueueSignals(), availability, _emulator), function, function.Outputs[0]);
    }
}
