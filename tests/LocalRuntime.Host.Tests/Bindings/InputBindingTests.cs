using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

/// <summary>The official converters get what they need: the trigger's value, binding data by name, and the parameters' attributes.</summary>
public sealed class InputBindingTests : IDisposable
{
    private static readonly Guid SomeId = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    private readonly InvocationHarness _harness = new(new TestApp(typeof(BindingFunctions)) { Settings = TestApp.Storage });

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Trigger_value_converts_to_text_bytes_and_json()
    {
        const string json = """{"name":"a","count":2}""";
        var bytes = new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(json));

        Assert.Equal(json, await BindAsync(nameof(BindingFunctions.BindsText), json));
        Assert.Equal(json, Encoding.UTF8.GetString((byte[])(await BindAsync(nameof(BindingFunctions.BindsBytes), json))!));
        Assert.Equal(bytes.ToArray(), await BindAsync(nameof(BindingFunctions.BindsBytes), bytes));
        Assert.Equal(new BoundItem("a", 2), await BindAsync(nameof(BindingFunctions.BindsItem), json));
        Assert.Equal(new BoundItem("a", 2), await BindAsync(nameof(BindingFunctions.BindsItem), bytes));
        Assert.Equal(new[] { 1, 2 }, await BindAsync(nameof(BindingFunctions.BindsNumbers), "[1,2]"));
    }

    [Fact]
    public async Task Numbers_guids_and_times_convert_from_text()
    {
        Assert.Equal(5, await BindAsync(nameof(BindingFunctions.BindsInt), "5"));
        Assert.Equal(SomeId, await BindAsync(nameof(BindingFunctions.BindsGuid), SomeId.ToString()));
        Assert.Equal(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            await BindAsync(nameof(BindingFunctions.BindsTime), "2026-01-02T03:04:05+01:00"));
    }

    [Fact]
    public Task Every_whole_number_survives_the_way_from_text() => Gen.Long.SampleAsync(
        async n => n.Equals(await BindAsync(nameof(BindingFunctions.BindsLong), n.ToString(CultureInfo.InvariantCulture))), iter: 100);

    [Fact]
    public async Task Binding_data_binds_by_name_without_regard_to_case_and_the_rest_by_type()
    {
        using var cancellation = new CancellationTokenSource();
        var outcome = await _harness.InvokeAsync(
            nameof(BindingFunctions.BindsByName),
            new TriggerInput { Value = "x", BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["COUNT"] = "3", ["id"] = SomeId.ToString() } },
            cancellation.Token);

        Assert.Null(outcome.Exception);
        var arguments = Assert.IsType<object?[]>(outcome.ReturnValue);
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
        var outcome = await _harness.InvokeAsync(nameof(BindingFunctions.BindsMissing), new TriggerInput { Value = "x" });

        var error = Assert.IsType<FunctionInputConverterException>(outcome.Exception);
        Assert.Contains("Could not populate the value for 'number' parameter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_that_does_not_convert_is_an_error_that_names_parameter_and_types()
    {
        var outcome = await _harness.InvokeAsync(nameof(BindingFunctions.BindsInt), new TriggerInput { Value = "many" });

        var error = Assert.IsType<FunctionInputConverterException>(outcome.Exception);
        Assert.Contains("Cannot convert input parameter 'value' to type 'System.Int32' from type 'System.String'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Converter_named_on_the_parameter_or_the_type_comes_first()
    {
        var arguments = Assert.IsType<object?[]>(await BindAsync(nameof(BindingFunctions.BindsConverted), "x"));

        Assert.Equal("shouted: X", arguments[0]);
        Assert.Equal(new LoudText("typed"), arguments[1]);
    }

    private async Task<object?> BindAsync(string function, object value)
    {
        var outcome = await _harness.InvokeAsync(function, new TriggerInput { Value = value });
        Assert.Null(outcome.Exception);
        return outcome.ReturnValue;
    }
}
