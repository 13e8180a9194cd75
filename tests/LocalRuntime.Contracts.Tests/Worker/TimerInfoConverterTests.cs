using System.Text;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Timer.Converters;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class TimerInfoConverterTests
{
    private const string Json =
        """{"schedule":{},"scheduleStatus":{"last":"2026-01-01T00:00:00Z","next":"2026-01-01T00:05:00Z"},"isPastDue":true}""";

    [Fact]
    public async Task Json_of_the_host_becomes_timer_info()
    {
        foreach (object source in new object[] { Json, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(Json)) })
        {
            TimerInfo timer = (TimerInfo)(await ConvertAsync(source, typeof(TimerInfo))).Value!;

            Assert.True(timer.IsPastDue);
            Assert.Equal(new DateTime(2026, 1, 1, 0, 5, 0, DateTimeKind.Utc), timer.ScheduleStatus!.Next);
        }
    }

    [Fact]
    public async Task Other_types_and_sources_are_left_to_other_converters()
    {
        Assert.Equal(ConversionStatus.Unhandled, (await ConvertAsync(Json, typeof(string))).Status);
        Assert.Equal(ConversionStatus.Unhandled, (await ConvertAsync(1, typeof(TimerInfo))).Status);
    }

    [Fact]
    public async Task Broken_json_fails_with_the_reason()
    {
        ConversionResult result = await ConvertAsync("{", typeof(TimerInfo));

        Assert.Equal(ConversionStatus.Failed, result.Status);
        Assert.NotNull(result.Error);
    }

    private static ValueTask<ConversionResult> ConvertAsync(object source, Type targetType) =>
        new TimerInfoConverter().ConvertAsync(new FakeConverterContext(source, targetType));

    private sealed class FakeConverterContext(object source, Type targetType) : ConverterContext
    {
        public override Type TargetType => targetType;

        public override object Source => source;

        public override FunctionContext FunctionContext { get; } = new FakeFunctionContext();

        public override IReadOnlyDictionary<string, object> Properties { get; } = new Dictionary<string, object>();
    }
}
