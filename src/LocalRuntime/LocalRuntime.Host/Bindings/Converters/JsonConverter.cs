using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>JSON text or bytes to anything but a string, by the worker's serializer.</summary>
internal sealed class JsonConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ReadOnlyMemory<byte>? json = context.Source switch
        {
            string text => Encoding.UTF8.GetBytes(text),
            ReadOnlyMemory<byte> bytes => bytes,

            // Without its type the null would become an empty memory, by way of a null array.
            _ => (ReadOnlyMemory<byte>?)null,
        };
        if (json is null || context.TargetType == typeof(string))
        {
            return ConversionResult.Unhandled();
        }

        try
        {
            await using var stream = BinaryData.FromBytes(json.Value).ToStream();
            return ConversionResult.Success(await options.Value.Serializer!.DeserializeAsync(stream, context.TargetType, CancellationToken.None));
        }
        catch (Exception e)
        {
            return ConversionResult.Failed(e);
        }
    }
}
