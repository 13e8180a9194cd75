using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace WorkDistribution.LocalRuntime.Host.Bindings.Converters;

/// <summary>Registers the converters every worker has, in the official order.</summary>
internal sealed class BuiltInConverters : IConfigureOptions<WorkerOptions>
{
    public void Configure(WorkerOptions options)
    {
        var converters = options.InputConverters;
        converters.Register<FunctionContextConverter>();
        converters.Register<AssignableConverter>();
        converters.Register<GuidConverter>();
        converters.Register<DateTimeConverter>();
        converters.Register<MemoryConverter>();
        converters.Register<BinaryDataConverter>();
        converters.Register<TextToBytesConverter>();
        converters.Register<JsonConverter>();
        converters.Register<ArrayConverter>();
        converters.Register<CancellationTokenConverter>();
    }
}
