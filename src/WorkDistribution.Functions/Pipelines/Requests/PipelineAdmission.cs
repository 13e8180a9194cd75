using System.Text.Json;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.Requests;

/// <summary>Checks a request against the pipelines and the inputs there are, and settles what it leaves open.</summary>
internal sealed class PipelineAdmission(PipelineRegistry pipelines, IServiceProvider services)
{
    private const string Example = """{"input":{"files":["docs/**/*.md"]},"onError":"stop","parallelism":{"parse":4}}""";

    /// <summary>Admits a request.</summary>
    /// <param name="name">The pipeline's name as the requester wrote it.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="errors">Takes everything that is wrong.</param>
    /// <param name="cancellationToken">Cancels the check of the input.</param>
    /// <returns>The orchestration's input, or null when something is wrong.</returns>
    public async Task<PipelineOrder?> AdmitAsync(
        string name, ReadOnlyMemory<byte> body, ValidationErrors errors, CancellationToken cancellationToken)
    {
        if (!pipelines.TryGet(name, out var pipeline))
        {
            errors.Add("name", $"There is no pipeline '{name}'. There are: {string.Join(", ", pipelines.All.Select(static known => known.Name))}.");
        }

        var fields = RequestFields.Parse(body, Example, errors);
        if (fields is null || pipeline is null)
        {
            return null;
        }

        var order = Read(fields, pipeline);
        await CheckInputAsync(pipeline, order.Input ?? default, errors, cancellationToken);
        return errors.IsEmpty ? order : null;
    }

    private static PipelineOrder Read(RequestFields fields, PipelineDefinition pipeline)
    {
        var input = fields.Any("input");
        var ordered = fields.Flag("ordered") ?? false;
        var onError = fields.OneOf("onError", "deadLetter", "stop") == "stop" ? ErrorPolicy.Stop : ErrorPolicy.DeadLetter;
        var parallelism = fields.Object("parallelism", """{"parse":4}""");
        var buffers = fields.Object("buffers", """{"parse":16}""");
        var stages = pipeline.Stages.Select(stage => Settle(stage, parallelism, buffers)).ToList();
        parallelism?.RefuseOthers();
        buffers?.RefuseOthers();
        fields.RefuseOthers();
        return new PipelineOrder(pipeline.Name, input, ordered, onError, stages);
    }

    private static StageSettings Settle(StageDefinition stage, RequestFields? parallelism, RequestFields? buffers)
    {
        var shape = stage.Shape;
        return new StageSettings(
            stage.Name,
            shape.Folds ? 1 : parallelism?.Integer(stage.Name, 1, PipelineLimits.MaxParallelism) ?? shape.Parallelism,
            buffers?.Integer(stage.Name, Math.Max(1, shape.Batch), PipelineLimits.MaxBuffer) ?? shape.Buffer,
            shape.Batch,
            stage.Retries);
    }

    private async Task CheckInputAsync(PipelineDefinition pipeline, JsonElement input, ValidationErrors errors, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.Source.CheckAsync(services, input, cancellationToken);
        }
        catch (PipelineInputException e)
        {
            errors.Add(e.Field, e.Message);
        }
    }
}
