using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using WorkDistribution.Functions.Actors;
using WorkDistribution.Functions.Encodings;
using WorkDistribution.Functions.Failures;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MasterWorker;
using WorkDistribution.Functions.Photos;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Posts;
using WorkDistribution.Functions.Sagas;
using WorkDistribution.Functions.Speculation;
using WorkDistribution.Functions.TaskGraphs;
using WorkDistribution.Functions.Transactions;
using WorkDistribution.Functions.WorkItems;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddPlainFailures();

builder.Services.AddMapReduce();
builder.Services.AddWorkItems();
builder.Services.AddEncoding();
builder.Services.AddMasterWorker();
builder.Services.AddPhotoHandlers();
builder.Services.AddPosts();
builder.Services.AddTaskGraphs();
builder.Services.AddSagas();
builder.Services.AddPipelines();
builder.Services.AddActors();
builder.Services.AddTransactions();
builder.Services.AddSpeculation();

builder.Build().Run();
