using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Tests.Support;
using static WorkDistribution.LocalRuntime.Host.Tests.Support.TestFunctions;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

public sealed class FunctionCatalogTests
{
    private static readonly DefaultFunctionMetadata[] Good =
        [Metadata("Gamma", HttpTrigger("gamma")), Metadata("beta", HttpTrigger("beta")), Metadata("Alpha", QueueTrigger())];

    private static readonly Dictionary<string, DefaultFunctionMetadata[]> Wrong = new()
    {
        ["Duplicates"] = [Metadata("Same", QueueTrigger()), Metadata("same", QueueTrigger())],
        ["BadName"] = [Metadata("1st function", QueueTrigger())],
        ["NoTrigger"] = [Metadata("NoTrigger", QueueOutput())],
        ["TwoTriggers"] = [Metadata("TwoTriggers", QueueTrigger(), TimerTrigger())],
        ["NotJson"] = [Metadata("NotJson", "{")],
        ["NoType"] = [Metadata("NoType", """{"name":"x"}""")],
        ["Unsupported"] =
        [
            Metadata("Blob", """{"name":"blob","type":"blobTrigger","direction":"In","path":"a/{b}"}"""),
            Metadata("TableInput", QueueTrigger(), """{"name":"row","type":"table","direction":"In","tableName":"t"}"""),
            Metadata("Bus", QueueTrigger(), """{"name":"$return","type":"serviceBus","direction":"Out","queueName":"b"}"""),
        ],
        ["BadRoutes"] = [Metadata("Unclosed", HttpTrigger("a/{b")), Metadata("Constraint", HttpTrigger("a/{b:prime}"))],
        ["BadRetry"] = [Retry("QueueRetry", QueueTrigger(), 3), Retry("TimerRetry", TimerTrigger(), -2)],
        ["SameOrchestration"] = [Metadata("One", Orchestration("Shared")), Metadata("Shared", Orchestration())],
    };

    [Fact]
    public void Functions_are_in_order_of_name_and_found_without_regard_to_case()
    {
        var catalog = Create(Good);

        Assert.Equal(["Alpha", "beta", "Gamma"], catalog.Functions.Select(f => f.Name));
        Assert.True(catalog.TryGet("BETA", out var beta));
        Assert.Equal("httpTrigger", beta.TriggerType);
    }

    [Fact]
    public void Generated_metadata_of_methods_results_and_triggers_are_read()
    {
        using var host = new TestApp(typeof(CatalogFunctions)) { Settings = TestApp.Storage }.Build();
        var catalog = host.Services.GetRequiredService<IFunctionCatalog>();

        Assert.Equal(["Alpha", "beta", "Gamma"], catalog.Functions.Select(f => f.Name));
        Assert.True(catalog.TryGet("beta", out var beta));
        Assert.Equal($"{typeof(CatalogFunctions).FullName}.{nameof(CatalogFunctions.Second)}", beta.EntryPoint);
        Assert.Equal([("$return", "queue")], OutputsOf("Alpha"));
        Assert.Equal([("$return", "http")], OutputsOf("beta"));
        Assert.Equal([("Messages", "queue"), ("Response", "http")], OutputsOf("Gamma").Order());

        IEnumerable<(string, string)> OutputsOf(string name) =>
            catalog.TryGet(name, out var function) ? function.Outputs.Select(o => (o.Name, o.Type)) : [];
    }

    [Theory]
    [InlineData("al*", "Alpha")]
    [InlineData("*", "Alpha,beta,Gamma")]
    [InlineData("BETA", "beta")]
    public void Name_selects_one_and_with_a_star_all_that_begin_so(string name, string selected) =>
        Assert.Equal(selected, string.Join(',', Create(Good, [name]).Functions.Select(f => f.Name)));

    [Fact]
    public void Name_with_a_star_that_fits_nothing_is_a_start_error() =>
        Assert.Contains("'None*'", Assert.Throws<HostStartupException>(() => Create(Good, ["None*"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Worker_runs_queue_triggered_functions_and_refuses_others_that_are_named()
    {
        var worker = Create(Good, worker: true);
        var error = Assert.Throws<HostStartupException>(() => Create(Good, ["Alpha", "beta"], worker: true));

        Assert.Equal(["Alpha"], worker.Functions.Select(f => f.Name));
        Assert.Contains("'beta'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--worker runs queue-triggered functions alone, and this one has a httpTrigger", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'Alpha'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_functions_that_do_not_run_are_no_reason_to_refuse() =>
        Assert.Equal(["Alpha"], Create([.. Wrong["Unsupported"], .. Good], ["Alpha"]).Functions.Select(f => f.Name));

    [Theory]
    [InlineData("Duplicates", "'Same'", "the name is used 2 times (Tests.Same.Run, Tests.same.Run)")]
    [InlineData("BadName", "'1st function'", "the name must start with a letter")]
    [InlineData("NoTrigger", "'NoTrigger'", "it has no trigger")]
    [InlineData("TwoTriggers", "'TwoTriggers'", "it has 2 triggers (queueTrigger, timerTrigger)")]
    [InlineData("NotJson", "'NotJson'", "a binding is not valid JSON")]
    [InlineData("NoType", "'NoType'", "a binding has no name or no type")]
    [InlineData("Unsupported", "'Blob'", "the trigger 'blobTrigger' is not supported by the local runtime, which has activityTrigger, ")]
    [InlineData("Unsupported", "'TableInput'", "the input 'row' of type 'table' is not supported by the local runtime, which has durableClient.")]
    [InlineData("Unsupported", "'Bus'", "the output '$return' of type 'serviceBus' is not supported by the local runtime, which has http, queue.")]
    [InlineData("BadRoutes", "'Unclosed'", "its route '/api/a/{b' is not valid")]
    [InlineData("BadRoutes", "'Constraint'", "the constraint 'prime' does not exist")]
    [InlineData("BadRetry", "'QueueRetry'", "its retry attribute has no effect with queueTrigger")]
    [InlineData("BadRetry", "'TimerRetry'", "the number of retries must be -1 (for ever) or more")]
    [InlineData("SameOrchestration", "'One'", "they are all the orchestration 'Shared'")]
    public void Unusable_function_is_named_with_the_reason(string functions, string name, string expected)
    {
        var error = Assert.Throws<HostStartupException>(() => Create(Wrong[functions]));

        Assert.Contains(
            error.Message.Split(Environment.NewLine),
            line => line.Contains(name, StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_stand_in_one_message_a_line_each()
    {
        var error = Assert.Throws<HostStartupException>(() => Create([.. Wrong["BadName"], .. Wrong["NoTrigger"], .. Wrong["Unsupported"]]));

        Assert.StartsWith("The app cannot be started: 5 problems found.", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, error.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void What_the_worker_cannot_load_is_a_problem_of_the_function()
    {
        var error = Assert.Throws<HostStartupException>(() => Create(Good, load: f => f.Name == "beta" ? "it is lost." : null));

        Assert.Contains("Function 'beta' (Tests.beta.Run): it is lost.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_with_a_setting_that_does_not_exist_is_disabled_with_a_warning()
    {
        var catalog = Create([Metadata("Lost", QueueTrigger("%Nowhere%")), Metadata("Found", QueueTrigger("%Here%"))]);

        Assert.Equal(["Found"], catalog.Functions.Select(f => f.Name));
        Assert.StartsWith(
            "Function 'Lost' is disabled: 'queueName' of its queueTrigger uses %Nowhere%, and there is no setting of that name.",
            Assert.Single(catalog.Warnings),
            StringComparison.Ordinal);
    }

    private static DefaultFunctionMetadata Retry(string name, string trigger, int maxRetryCount)
    {
        var metadata = Metadata(name, trigger);
        metadata.Retry = new DefaultRetryOptions { MaxRetryCount = maxRetryCount, DelayInterval = TimeSpan.FromSeconds(1) };
        return metadata;
    }

    private static FunctionCatalog Create(
        IEnumerable<IFunctionMetadata> metadata, string[]? only = null, bool worker = false, Func<FunctionDescriptor, string?>? load = null) =>
        new FunctionCatalogFactory(
            SettingResolver.Of(new Dictionary<string, string> { ["Here"] = "here" }), Validators(), load ?? (_ => null))
            .Create(metadata, only ?? [], worker);

    private static IFunctionValidator[] Validators() =>
    [
        new BindingSupportValidator(),
        new RetryValidator(),
        new HttpRouteValidator(
            new HostOptions(), new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider())),
    ];
}
