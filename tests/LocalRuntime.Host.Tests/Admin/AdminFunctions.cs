using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Admin;

/// <summary>Functions that the admin tests list and run.</summary>
public static class AdminFunctions
{
    public static ConcurrentQueue<string> Seen { get; } = new();

    [Function("Hello")]
    public static HttpResponseData Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequestData request) =>
        request.CreateResponse();

    [Function("Listen")]
    public static void Listen([QueueTrigger("admin-queue")] string message, string id) => Seen.Enqueue($"{message} {id.Length > 0}");

    [Function("Tick")]
    public static void Tick([TimerTrigger("0 0 0 1 1 *", UseMonitor = false)] TimerInfo timer) =>
        Seen.Enqueue($"tick {timer.IsPastDue} {timer.ScheduleStatus is not null}");
}
