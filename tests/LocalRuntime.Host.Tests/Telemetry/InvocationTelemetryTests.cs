using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

public sealed class InvocationTelemetryTests
{
    [Fact]
    public async Task Invocation_continues_the_callers_trace_and_its_context_carries_it()
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
        await using var host = await InProcessHost.StartAsync([typeof(Functions)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Trace");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await host.Http.SendAsync(request);

        var seen = await response.Content.ReadAsStringAsync();
        await Eventually.HoldsAsync(() => !finished.IsEmpty, "the span ends");
        var span = Assert.Single(finished);
        Assert.Equal("function Trace", span.DisplayName);
        Assert.Equal("http", span.GetTagItem("faas.trigger"));
        Assert.Equal("Trace", span.GetTagItem("faas.name"));
        Assert.Equal(span.Id, seen);
    }

    public static class Functions
    {
        [Function(nameof(Trace))]
        public static async Task<HttpResponseData> Trace([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, FunctionContext context)
        {
            var response = request.CreateResponse();
            await response.WriteStringAsync(context.TraceContext.TraceParent);
            return response;
        }
    }
}
