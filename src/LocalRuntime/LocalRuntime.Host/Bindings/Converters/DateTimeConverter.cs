using System.Globalization;
using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

internal sealed class DateTimeConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var type = Nullable.GetUnderlyingType(context.TargetType) ?? context.TargetType;
        var culture = CultureInfo.CurrentCulture;
        if (context.Source is string text)
        {
            if (type == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, culture, DateTimeStyles.None, out var offset))
            {
                return new(ConversionResult.Success(offset));
            }

            if (type == typeof(DateTime) && DateTime.TryParse(text, culture, DateTimeStyles.None, out var time))
            {
                return new(ConversionResult.Success(time));
            }
        }

        return new(ConversionResult.Unhandled());
    }
}
