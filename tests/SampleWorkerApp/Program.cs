using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleWorkerApp;

var host = new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker =>
    {
        worker.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetHttpResponseData()?.Headers.Add("x-invocation", context.InvocationId);
        });
    })
    .ConfigureServices((context, services) => services.AddSingleton(new Greeting(context.Configuration["Greeting"] ?? "unset")))
    .Build();

await host.RunAsync();
