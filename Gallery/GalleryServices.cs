using Amazon.S3;
using FaceRec.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRec.Gallery;

public static class GalleryServices
{
    /// <summary>Adds <see cref="GalleryStore"/> and <see cref="GalleryEditor"/>; the application brings <see cref="IAmazonS3"/> and <see cref="Buckets"/>.</summary>
    public static IServiceCollection AddGallery(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GalleryStore>();
        services.TryAddSingleton<GalleryEditor>();
        return services;
    }
}
