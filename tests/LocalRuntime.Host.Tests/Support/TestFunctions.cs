using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>Functions as the official metadata describe them, for parts that are tested without the rest of the host.</summary>
internal static class TestFunctions
{
    public static FunctionDescriptor Queue(string queueName, string? connection = null, string name = "QueueFunction") =>
        Create(name, QueueTrigger(queueName, connection));

    public static FunctionDescriptor Timer(string schedule, bool runOnStartup = false, bool useMonitor = true, string name = "TimerFunction") =>
        Create(name, TimerTrigger(schedule, $""","runOnStartup":{Json(runOnStartup)},"useMonitor":{Json(useMonitor)}"""));

    public static FunctionDescriptor Http(string name, string route, params string[] methods) => Create(name, HttpTrigger(route, methods));

    public static FunctionDescriptor Create(string name, string trigger, params string[] outputs)
    {
        var problems = new List<string>();
        var function = Assert.Single(FunctionMetadataReader.Read([Metadata(name, [trigger, .. outputs])], problems));
        Assert.Empty(problems);
        return function;
    }

    public static DefaultFunctionMetadata Metadata(string name, params string[] bindings) => new()
    {
        Name = name,
        EntryPoint = $"Tests.{name}.Run",
        ScriptFile = "LocalRuntime.Host.Tests.dll",
        RawBindings = bindings,
    };

    public static string QueueTrigger(string queueName = "q", string? connection = null) =>
        $$"""{"name":"message","type":"queueTrigger","direction":"In","queueName":"{{queueName}}","connection":"{{connection}}"}""";

    public static string TimerTrigger(string schedule = "0 * * * * *", string more = "") =>
        $$"""{"name":"timer","type":"timerTrigger","direction":"In","schedule":"{{schedule}}"{{more}}}""";

    public static string HttpTrigger(string route, params string[] methods) =>
        $$"""{"name":"req","type":"httpTrigger","direction":"In","route":"{{route}}","methods":[{{string.Join(',', methods.Select(m => $"\"{m}\""))}}]}""";

    public static string QueueOutput(string queueName = "q") =>
        $$"""{"name":"$return","type":"queue","direction":"Out","queueName":"{{queueName}}"}""";

    public static string Orchestration(string? orchestration = null) =>
        $$"""{"name":"context","type":"orchestrationTrigger","direction":"In","orchestration":"{{orchestration}}"}""";

    private static string Json(bool value) => value ? "true" : "false";
}
