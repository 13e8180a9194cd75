using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

public sealed class InvocationTelemetryTests
{
    [Theory]
    [InlineData("1.17.0", "Invoke", "faas.execution")]
    [InlineData("1.37.0", "function Trace", "faas.invocation_id")]
    public async Task Invocation_continues_the_callers_trace_and_its_context_carries_it(string schema, string name, string invocationTag)
    {
        var trace = ActivityTraceId.CreateRandom();
        var finished = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HostTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    finished.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await InProcessHost.StartAsync(
            [typeof(TraceFunctions)],
            configure: services => services.Configure<WorkerOptions>(
                options => options.Capabilities[OfficialInternals.SchemaVersionCapability] = schema));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Trace");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await host.Http.SendAsync(request);

        var seen = await response.Content.ReadAsStringAsync();
        await Eventually.HoldsAsync(() => !finished.IsEmpty, "the span ends");
        var span = Assert.Single(finished);
        Assert.Equal(name, span.DisplayName);
        Assert.True(Guid.TryParse((string?)span.GetTagItem(invocationTag), out _));
        Assert.Equal(span.ParentId, seen);
    }
}
