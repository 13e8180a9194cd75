using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Pipelines;

/// <summary>A pipeline that does not fit together is refused when it is registered, not when it runs.</summary>
public sealed class PipelineBuilderTests
{
    public static TheoryData<Action<PipelineBuilder>, string> Wrong => new()
    {
        { static _ => { }, "0 stages" },
        { static pipeline => pipeline.Stage<NumberPipeline.First>("first"), "no source" },
        { static pipeline => pipeline.Source<NumberPipeline.First>(), "implements IPipelineSource 0 times" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Source<NumberPipeline.Numbers>(), "two sources" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.List>("list"), "implements IPipelineStage 0 times" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a b"), "'a b', which is not a name" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a").Stage<NumberPipeline.First>("A"), "taken" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a", parallelism: 0), "parallelism 0" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a", buffer: 1001), "buffer 1001" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a", retries: 11), "retries 11" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Stage<NumberPipeline.First>("a", timeout: TimeSpan.Zero), "timeout (ms) 0" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Fold<NumberPipeline.List>("a", batch: 9, buffer: 8), "batches of 9" },
        { static pipeline => pipeline.Source<NumberPipeline.Numbers>().Fold<NumberPipeline.List>("a").Stage<NumberPipeline.First>("b"), "takes a Int32" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Pipeline_that_does_not_fit_together_is_refused(Action<PipelineBuilder> configure, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new ServiceCollection().AddPipeline("p", configure)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_pipelines_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddPipelines().AddPipeline("Text-ETL", static pipeline => NumberPipeline.Add(pipeline, folds: false)));

    [Fact]
    public void Adding_pipelines_twice_changes_nothing()
    {
        var services = new ServiceCollection().AddPipelines();

        Assert.Equal(services.Count, services.AddPipelines().Count);
    }
}
