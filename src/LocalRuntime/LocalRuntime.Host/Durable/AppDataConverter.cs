using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The converter that the app has for Durable payloads: the worker's serializer, unless the app set another.</summary>
internal sealed class AppDataConverter(IOptions<DurableTaskWorkerOptions> options) : DataConverter
{
    private DataConverter Inner => options.Value.DataConverter;

    // JSON that came by HTTP is what is to be stored, whatever serializer the app has chosen.
    public override string? Serialize(object? value) => value is JsonElement json ? json.GetRawText() : Inner.Serialize(value);

    public override object? Deserialize(string? data, Type targetType) => Inner.Deserialize(data, targetType);
}
