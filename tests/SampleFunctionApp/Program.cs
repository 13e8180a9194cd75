using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleFunctionApp;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ExceptionMiddleware>();
builder.UseWhen<StampMiddleware>(StampMiddleware.IsHttp);
builder.UseWhen<DurableMiddleware>(DurableMiddleware.IsDurable);
builder.Services.AddSingleton<IGreeter, Greeter>();
builder.Services.AddScoped<Visit>();
builder.Services.AddSingleton<Journal>();

builder.Build().Run();
