using Microsoft.Extensions.DependencyInjection;

namespace SampleFunctionApp;

internal static class VisitExtensions
{
    public static Visit GetVisit(this IServiceProvider services) => services.GetRequiredService<Visit>();
}
