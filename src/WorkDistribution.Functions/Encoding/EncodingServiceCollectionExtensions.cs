using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Encodings.Encoders;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings;

/// <summary>Registers chunked encoding.</summary>
public static class EncodingServiceCollectionExtensions
{
    /// <summary>Where the local runtime keeps its state; outputs lie beside it unless they are configured to lie elsewhere.</summary>
    private const string StateDirectorySetting = "LOCALRUNTIME_STATE_DIR";

    /// <summary>Adds chunked encoding with the encoders <c>gzip</c>, <c>zstd</c> and <c>ffmpeg</c>. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddEncoding(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EncodingOptions>()
            .BindConfiguration(EncodingOptions.Section)
            .PostConfigure<IConfiguration>(static (options, configuration) =>
            {
                if (options.OutputRoots.Count == 0)
                {
                    options.OutputRoots.Add(Path.Combine(configuration[StateDirectorySetting] ?? ".local", "encodings"));
                }
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EncodingOptions>, EncodingOptionsValidator>());
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IChunkEncoder, GzipEncoder>(),
            ServiceDescriptor.Singleton<IChunkEncoder, ZstdEncoder>(),
            ServiceDescriptor.Singleton<IChunkEncoder, FfmpegEncoder>(),
        ]);
        services.TryAddSingleton<ChunkEncoders>();
        services.TryAddSingleton<ToolRunner>();
        services.TryAddSingleton<EncodingPaths>();
        services.TryAddSingleton<EncodingWork>();
        services.TryAddSingleton<EncodingAdmission>();
        return services;
    }
}
