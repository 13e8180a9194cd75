using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Http;
using HostOptions = WorkDistribution.LocalRuntime.Host.Configuration.HostOptions;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

#pragma warning disable CA1812 // The sample classes are found by reflection.
#pragma warning disable IDE0060 // Their parameters are there to be read, not used.

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Static_and_instance_methods_are_found_in_order_of_name_and_without_regard_to_case()
    {
        var catalog = Create(typeof(Good));

        Assert.Equal(["Alpha", "beta", "Gamma"], catalog.Functions.Select(f => f.Name));
        Assert.True(catalog.TryGet("BETA", out var beta));
        Assert.Equal("httpTrigger", beta.TriggerType);
        Assert.Equal($"{typeof(Good).FullName}.{nameof(Good.Second)}", beta.EntryPoint);
    }

    [Fact]
    public void Outputs_come_from_the_method_its_result_class_or_the_http_trigger()
    {
        var catalog = Create(typeof(Good));

        Assert.Equal([("$return", "queue")], OutputsOf("Alpha"));
        Assert.Equal([("$return", "http")], OutputsOf("beta"));
        Assert.Equal([("Response", "http"), ("Messages", "queue")], OutputsOf("Gamma"));

        IEnumerable<(string, string)> OutputsOf(string name) =>
            catalog.TryGet(name, out var function) ? function.Outputs.Select(o => (o.Name, o.BindingType)) : [];
    }

    [Theory]
    [InlineData("al*", "Alpha")]
    [InlineData("*", "Alpha,beta,Gamma")]
    public void Name_with_a_star_selects_all_that_begin_so(string name, string selected) =>
        Assert.Equal(selected, string.Join(',', FunctionCatalogFactory.Create([typeof(Good)], [name], []).Functions.Select(f => f.Name)));

    [Fact]
    public void Name_with_a_star_that_fits_nothing_is_a_start_error() =>
        Assert.Contains("'None*'", Assert.Throws<HostStartupException>(() => FunctionCatalogFactory.Create([typeof(Good)], ["None*"], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_named_functions_run()
    {
        Assert.Equal(["beta"], FunctionCatalogFactory.Create([typeof(Good)], ["BETA"], []).Functions.Select(f => f.Name));
    }

    [Fact]
    public void Worker_runs_queue_triggered_functions_and_refuses_others_that_are_named()
    {
        var worker = FunctionCatalogFactory.Create([typeof(Good)], [], Validators(), workerOnly: true);
        var error = Assert.Throws<HostStartupException>(() => FunctionCatalogFactory.Create([typeof(Good)], ["Alpha", "beta"], [], workerOnly: true));

        Assert.Equal(["Alpha"], worker.Functions.Select(f => f.Name));
        Assert.Contains("'beta'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--worker runs queue-triggered functions alone, and this one has a httpTrigger", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'Alpha'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_functions_that_do_not_run_are_no_reason_to_refuse()
    {
        var catalog = FunctionCatalogFactory.Create([typeof(Unsupported), typeof(Good)], ["Alpha"], Validators());

        Assert.Equal(["Alpha"], catalog.Functions.Select(f => f.Name));
    }

    [Theory]
    [InlineData(typeof(Duplicates), "'Same'", "the name is used 2 times")]
    [InlineData(typeof(BadName), "'1st function'", "the name must start with a letter")]
    [InlineData(typeof(NoTrigger), "'NoTrigger'", "no parameter has a trigger attribute")]
    [InlineData(typeof(TwoTriggers), "'TwoTriggers'", "2 parameters have a trigger attribute ('a', 'b')")]
    [InlineData(typeof(NotPublic), "'NotPublic'", "the method is not public")]
    [InlineData(typeof(AsyncVoid), "'AsyncVoid'", "it is 'async void'")]
    [InlineData(typeof(Unsupported), "'Blob'", "the trigger [BlobTrigger] is not supported by the local runtime")]
    [InlineData(typeof(Unsupported), "'Table'", "the output [TableOutput] is not supported by the local runtime")]
    [InlineData(typeof(WrongTypes), "'Orchestrator'", "parameter 'context' is a String, but [OrchestrationTrigger] fills a TaskOrchestrationContext")]
    [InlineData(typeof(WrongTypes), "'Client'", "parameter 'client' is a String, but [DurableClient] fills a DurableTaskClient")]
    [InlineData(typeof(BadRoutes), "'Unclosed'", "its route '/api/a/{b' is not valid")]
    [InlineData(typeof(BadRoutes), "'Constraint'", "the constraint 'prime' does not exist")]
    [InlineData(typeof(BadRetry), "'QueueRetry'", "[FixedDelayRetry] has no effect with [QueueTrigger]")]
    [InlineData(typeof(BadRetry), "'TimerRetry'", "one of its attributes is not valid: The delay must be a time span")]
    [InlineData(typeof(SameOrchestration), "'One'", "they are all the orchestration 'Shared'")]
    [InlineData(typeof(HttpWithoutTrigger), "'HttpWithoutTrigger'", "its result has a property for an HTTP response")]
    [InlineData(typeof(OutParameter), "'OutParameter'", "parameter 'text' is 'out', 'ref' or 'in'")]
    public void Unusable_function_is_named_with_the_reason(Type type, string name, string expected)
    {
        var error = Assert.Throws<HostStartupException>(() => Create(type));

        Assert.Contains(error.Message.Split(Environment.NewLine), line => line.Contains(name, StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_stand_in_one_message()
    {
        var error = Assert.Throws<HostStartupException>(() => Create(typeof(Duplicates), typeof(NoTrigger), typeof(Unsupported)));

        Assert.StartsWith("The app cannot be started: 4 problems found.", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.Message.Split(Environment.NewLine).Length);
    }

    private static FunctionCatalog Create(params Type[] types) => FunctionCatalogFactory.Create(types, [], Validators());

    private static IFunctionValidator[] Validators() =>
    [
        new BindingSupportValidator([new KindOf(typeof(QueueTriggerAttribute)), new KindOf(typeof(TimerTriggerAttribute))], [new QueueOutput()]),
        new RetryValidator(),
        new HttpRouteValidator(new HostOptions(), new NoServices()),
    ];

    internal sealed class Good
    {
        [Function("Alpha")]
        [QueueOutput("q")]
        public static string First([QueueTrigger("in")] string text) => text;

        [Function("beta")]
        public Task<HttpResponseData> Second([HttpTrigger] HttpRequestData req) => Task.FromResult(req.CreateResponse());

        [Function("Gamma")]
        public Task<Result> Third([HttpTrigger] HttpRequest req) => Task.FromResult(new Result());
    }

    internal sealed class Result
    {
        public HttpResponseData? Response { get; set; }

        [QueueOutput("q")]
        public string[]? Messages { get; set; }
    }

    internal sealed class Duplicates
    {
        [Function("Same")]
        public static void One([QueueTrigger("q")] string a)
        {
        }

        [Function("same")]
        public static void Two([QueueTrigger("q")] string a)
        {
        }
    }

    internal sealed class BadName
    {
        [Function("1st function")]
        public static void Run([QueueTrigger("q")] string a)
        {
        }
    }

    internal sealed class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(string a)
        {
        }
    }

    internal sealed class TwoTriggers
    {
        [Function("TwoTriggers")]
        public static void Run([QueueTrigger("q")] string a, [QueueTrigger("r")] string b)
        {
        }
    }

    internal sealed class NotPublic
    {
        [Function("NotPublic")]
        internal static void Run([QueueTrigger("q")] string a)
        {
        }
    }

    internal sealed class AsyncVoid
    {
        [Function("AsyncVoid")]
        public static async void Run([QueueTrigger("q")] string a) => await Task.Yield();
    }

    internal sealed class Unsupported
    {
        [Function("Blob")]
        public static void Blob([BlobTrigger] string a)
        {
        }

        [Function("Table")]
        [TableOutput]
        public static string Table([QueueTrigger("q")] string a) => a;
    }

    internal sealed class WrongTypes
    {
        [Function("Orchestrator")]
        public static void Orchestrator([OrchestrationTrigger] string context)
        {
        }

        [Function("Client")]
        public static void Client([QueueTrigger("q")] string a, [DurableClient] string client)
        {
        }

        [Function("Fine")]
        public static void Fine([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client)
        {
        }
    }

    internal sealed class BadRoutes
    {
        [Function("Unclosed")]
        public static void Unclosed([HttpTrigger(Route = "a/{b")] HttpRequestData req)
        {
        }

        [Function("Constraint")]
        public static void Constraint([HttpTrigger(Route = "a/{b:prime}")] HttpRequestData req)
        {
        }
    }

    internal sealed class BadRetry
    {
        [Function("QueueRetry")]
        [FixedDelayRetry(3, "00:00:01")]
        public static void Queue([QueueTrigger("q")] string a)
        {
        }

        [Function("TimerRetry")]
        [FixedDelayRetry(3, "soon")]
        public static void Timer([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    internal sealed class SameOrchestration
    {
        [Function("One")]
        public static void One([OrchestrationTrigger(Orchestration = "Shared")] TaskOrchestrationContext context)
        {
        }

        [Function("Shared")]
        public static void Two([OrchestrationTrigger] TaskOrchestrationContext context)
        {
        }
    }

    internal sealed class HttpWithoutTrigger
    {
        [Function("HttpWithoutTrigger")]
        public static Result Run([QueueTrigger("q")] string a) => new();
    }

    internal sealed class OutParameter
    {
        [Function("OutParameter")]
        public static void Run([QueueTrigger("q")] string a, out string text) => text = a;
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class BlobTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class TableOutputAttribute : OutputBindingAttribute;

    private sealed class KindOf(Type trigger) : ITriggerListener
    {
        public Type TriggerType => trigger;

        public Task StartAsync(IReadOnlyList<FunctionDescriptor> functions, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class QueueOutput : IOutputBinding
    {
        public Type AttributeType => typeof(QueueOutputAttribute);

        public Task SendAsync(
            FunctionDescriptor function, OutputDescriptor output, IReadOnlyList<BinaryData> messages, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
