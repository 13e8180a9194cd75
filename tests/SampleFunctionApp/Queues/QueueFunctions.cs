using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace SampleFunctionApp;

/// <summary>Queue triggers and outputs.</summary>
public sealed class QueueFunctions(Journal journal)
{
    [Function("Enqueue")]
    public EnqueueResult Enqueue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "work")] HttpRequest req, [FromBody] string[] names) => new()
        {
            Response = new AcceptedResult(),
            Messages = [.. names.Select(n => new WorkItem(n))],
        };

    [Function("Work")]
    [QueueOutput("done")]
    public string Work([QueueTrigger("work")] WorkItem item, int dequeueCount, string id, FunctionContext context)
    {
        if (item.Name == "bad")
        {
            throw new InvalidOperationException("This item never works.");
        }

        journal.Write($"work {item.Name} {dequeueCount} {Guid.TryParse(id, out _)} {context.BindingContext.BindingData.ContainsKey("PopReceipt")}");
        return $"done with {item.Name}";
    }

    [Function("Done")]
    public void Done([QueueTrigger("done")] QueueMessage message) => journal.Write(message.Body.ToString());

    [Function("Poison")]
    public Task Poison([QueueTrigger("work-poison")] string message)
    {
        journal.Write($"poison {message}");
        return Task.CompletedTask;
    }
}
