using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems;

namespace WorkDistribution.Functions.Photos;

/// <summary>Registers the work of the seed's "Simple Example: Processing User Uploads".</summary>
public static class PhotoServiceCollectionExtensions
{
    /// <summary>
    /// Adds the handlers <c>photo-generate</c>, <c>photo-resize</c>, <c>photo-thumbnails</c>, <c>photo-filters</c>, <c>photo-metadata</c>
    /// and <c>photo-store</c>, for work items and task graphs.
    /// </summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddPhotoHandlers(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.TryAddSingleton<PhotoObjects>();
        services.AddWorkHandler<GeneratePhotoHandler>("photo-generate");
        services.AddWorkHandler<ResizePhotoHandler>("photo-resize");
        services.AddWorkHandler<ThumbnailsHandler>("photo-thumbnails");
        services.AddWorkHandler<FiltersHandler>("photo-filters");
        services.AddWorkHandler<MetadataHandler>("photo-metadata");
        services.AddWorkHandler<StorePhotosHandler>("photo-store");
        return services;
    }
}
