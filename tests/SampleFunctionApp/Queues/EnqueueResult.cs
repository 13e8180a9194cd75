using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SampleFunctionApp;

/// <summary>Two outputs of one function: a response and any number of messages.</summary>
public sealed class EnqueueResult
{
    [HttpResult]
    public required IActionResult Response { get; init; }

    [QueueOutput("work")]
    public WorkItem[]? Messages { get; init; }
}
