using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Extensions.Timer.Converters;

internal sealed class TimerInfoConverter : IInputConverter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
    };

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType != typeof(TimerInfo))
        {
            return new(ConversionResult.Unhandled());
        }

        ReadOnlyMemory<byte> json;
        switch (context.Source)
        {
            case string text:
                json = Encoding.UTF8.GetBytes(text);
                break;
            case ReadOnlyMemory<byte> bytes:
                json = bytes;
                break;
            default:
                return new(ConversionResult.Unhandled());
        }

        try
        {
            return new(ConversionResult.Success(JsonSerializer.Deserialize<TimerInfo>(json.Span, Options)));
        }
        catch (JsonException exception)
        {
            return new(ConversionResult.Failed(exception));
        }
    }
}
