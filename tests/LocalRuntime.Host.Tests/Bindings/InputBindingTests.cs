using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

#pragma warning disable IDE0060 // Parameters are there to be bound.

public sealed class InputBindingTests
{
    private static readonly Guid SomeId = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public async Task Trigger_value_converts_to_text_bytes_and_json()
    {
        const string json = """{"name":"a","count":2}""";
        Assert.Equal(json, await BindAsync<string>(json));
        Assert.Equal(json, Encoding.UTF8.GetString(await BindAsync<byte[]>(json)));
        Assert.Equal(json, (await BindAsync<BinaryData>(json)).ToString());
        Assert.Equal(new Item("a", 2), await BindAsync<Item>(json));
        Assert.Equal(new Item("a", 2), await BindAsync<Item>(new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(json))));
        Assert.Equal(json, await BindAsync<string>(new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(json))));
        Assert.Equal<IEnumerable<int>>([1, 2], await BindAsync<int[]>("[1,2]"));
    }

    [Fact]
    public async Task Primitives_guids_and_times_convert_from_text()
    {
        Assert.Equal(5, await BindAsync<int>("5"));
        Assert.Equal(5, await BindAsync<int?>("5"));
        Assert.True(await BindAsync<bool>("true"));
        Assert.Equal(2.5, await BindAsync<double>("2.5"));
        Assert.Equal(SomeId, await BindAsync<Guid>(SomeId.ToString()));
        Assert.Equal(SomeId, await BindAsync<Guid?>(SomeId.ToString("N")));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5), await BindAsync<DateTime>("2026-01-02T03:04:05"));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), await BindAsync<DateTimeOffset>("2026-01-02T03:04:05+01:00"));
    }

    [Fact]
    public void Every_whole_number_survives_the_way_from_text()
    {
        Gen.Long.Sample(n => BindAsync<long>(n.ToString(CultureInfo.InvariantCulture)).GetAwaiter().GetResult() == n, iter: 100);
    }

    [Fact]
    public async Task Binding_data_binds_by_name_without_regard_to_case_and_the_rest_by_type()
    {
        using var cancellation = new CancellationTokenSource();
        var arguments = await InvocationHarness.BindAsync(
            nameof(Functions.ByName),
            new TriggerInput { Value = "x", BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["COUNT"] = "3", ["id"] = SomeId.ToString() } },
            cancellation.Token);

        Assert.Equal("x", arguments[0]);
        Assert.Equal(3, arguments[1]);
        Assert.Equal(SomeId, arguments[2]);
        Assert.IsAssignableFrom<FunctionContext>(arguments[3]);
        Assert.True(((CancellationToken)arguments[4]!).CanBeCanceled);
        Assert.Equal(7, arguments[5]);
        Assert.Null(arguments[6]);
    }

    [Fact]
    public async Task Missing_value_type_without_a_default_is_an_error_that_names_the_parameter()
    {
        var error = await Assert.ThrowsAsync<FunctionInputConverterException>(
            () => InvocationHarness.BindAsync(nameof(Functions.NeedsNumber), new TriggerInput { Value = "x" }, CancellationToken.None));

        Assert.Contains("Could not populate the value for 'number' parameter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_that_does_not_convert_is_an_error_that_names_parameter_and_types()
    {
        var error = await Assert.ThrowsAsync<FunctionInputConverterException>(() => BindAsync<int>("many"));

        Assert.Contains("Cannot convert input parameter 'value' to type 'System.Int32' from type 'System.String'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Native_value_goes_to_a_trigger_parameter_of_its_type()
    {
        var native = new Uri("queue:native");
        var arguments = await InvocationHarness.BindAsync(
            nameof(Functions.Native), new TriggerInput { Value = "text", NativeValue = native }, CancellationToken.None);

        Assert.Same(native, arguments[0]);
    }

    [Fact]
    public async Task Converter_named_on_the_parameter_or_the_type_comes_first()
    {
        var arguments = await InvocationHarness.BindAsync(nameof(Functions.Converted), new TriggerInput { Value = "x" }, CancellationToken.None);

        Assert.Equal("shouted: X", arguments[0]);
        Assert.Equal(new Loud("typed"), arguments[1]);
    }

    private static async Task<T> BindAsync<T>(object value) =>
        (T)(await InvocationHarness.BindAsync(
            typeof(Functions<T>), nameof(Functions<T>.Run), new TriggerInput { Value = value }, CancellationToken.None))[0]!;

    internal sealed record Item(string Name, int Count);

    [InputConverter(typeof(LoudConverter))]
    internal sealed record Loud(string Text);

    internal static class Functions<T>
    {
        public static void Run([QueueTrigger("q")] T value)
        {
        }
    }

    internal static class Functions
    {
        public static void ByName(
            [QueueTrigger("q")] string text, int count, Guid id, FunctionContext context, CancellationToken token, int absent = 7, string? missing = null)
        {
        }

        public static void NeedsNumber([QueueTrigger("q")] string text, int number)
        {
        }

        public static void Native([QueueTrigger("q")] Uri message)
        {
        }

        public static void Converted([QueueTrigger("q"), InputConverter(typeof(ShoutConverter))] string text, Loud other)
        {
        }
    }

    internal sealed class ShoutConverter : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
            new(ConversionResult.Success($"shouted: {context.Source?.ToString()?.ToUpperInvariant()}"));
    }

    internal sealed class LoudConverter : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(ConversionResult.Success(new Loud("typed")));
    }
}
