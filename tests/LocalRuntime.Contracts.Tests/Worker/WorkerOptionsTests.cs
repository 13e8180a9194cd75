using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void Capabilities_follow_the_flags()
    {
        WorkerOptions options = new();
        Assert.True(options.IncludeEmptyEntriesInMessagePayload);

        options.IncludeEmptyEntriesInMessagePayload = false;
        Assert.DoesNotContain("IncludeEmptyEntriesInMessagePayload", options.Capabilities.Keys);

        options.IncludeEmptyEntriesInMessagePayload = true;
        Assert.Equal("True", options.Capabilities["IncludeEmptyEntriesInMessagePayload"]);
    }

    [Fact]
    public void InputConverters_keep_their_order()
    {
        InputConverterCollection converters = [];
        converters.Register<Second>();
        converters.RegisterAt<First>(0);

        Assert.Equal([typeof(First), typeof(Second)], converters);
        converters.Clear();
        Assert.Empty(converters);
    }

    private sealed class First : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(ConversionResult.Unhandled());
    }

    private sealed class Second : IInputConverter
    {
        public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(ConversionResult.Unhandled());
    }
}
