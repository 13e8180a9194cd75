using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>What <c>ConfigureFunctionsWebApplication</c> adds to the services of an app.</summary>
internal static class AspNetCoreIntegrationServices
{
    public static void AddAspNetCoreIntegration(this IServiceCollection services, IHostEnvironment environment)
    {
        if (services.Any(d => d.ServiceType == typeof(AspNetCoreIntegration)))
        {
            return;
        }

        services.AddSingleton(new AspNetCoreIntegration());
        services.Configure<WorkerOptions>(options => options.InputConverters.RegisterAt<HttpContextConverter>(0));

        // A web host would bring these; MVC's results rely on them.
        var diagnostics = new DiagnosticListener("Microsoft.AspNetCore");
        services.TryAddSingleton(diagnostics);
        services.TryAddSingleton<DiagnosticSource>(diagnostics);
        services.TryAddSingleton<IWebHostEnvironment>(new WebEnvironment(environment));
        services.AddRouting();
        services.AddMvc();
    }

    private sealed class WebEnvironment(IHostEnvironment environment) : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Path.Combine(environment.ContentRootPath, "wwwroot");

        public IFileProvider WebRootFileProvider { get; set; } = environment.ContentRootFileProvider;

        public string ApplicationName
        {
            get => environment.ApplicationName;
            set => environment.ApplicationName = value;
        }

        public IFileProvider ContentRootFileProvider
        {
            get => environment.ContentRootFileProvider;
            set => environment.ContentRootFileProvider = value;
        }

        public string ContentRootPath
        {
            get => environment.ContentRootPath;
            set => environment.ContentRootPath = value;
        }

        public string EnvironmentName
        {
            get => environment.EnvironmentName;
            set => environment.EnvironmentName = value;
        }
    }
}
