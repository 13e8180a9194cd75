using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlainWorkerApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(new TableClient(builder.Configuration["AzureWebJobsStorage"], "PlainOutcomes"));
builder.Services.AddSingleton<PlainProgress>();
builder.Services.AddSingleton(TimeProvider.System);

builder.Build().Run();
