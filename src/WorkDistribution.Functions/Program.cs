using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using WorkDistribution.Functions.Encodings;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MasterWorker;
using WorkDistribution.Functions.WorkItems;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

builder.Services.AddMapReduce();
builder.Services.AddWorkItems();
builder.Services.AddEncoding();
builder.Services.AddMasterWorker();

builder.Build().Run();
