using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace SampleFunctionApp;

/// <summary>Instance methods with services; the input as a parameter; names given by attributes; events, sub-orchestrations, retries.</summary>
public sealed class OrderOrchestration(IGreeter greeter, Journal journal)
{
    [Function("PlaceOrder")]
    public async Task<IActionResult> Place(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/{id}/place")] HttpRequest req,
        string id,
        [FromBody] Order order,
        [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("ProcessOrder", order, new StartOrchestrationOptions(id));
        return new AcceptedResult(client.CreateHttpManagementPayload(id).StatusQueryGetUri, client.CreateHttpManagementPayload(id));
    }

    [Function("ProcessOrderFunction")]
    public async Task<OrderOutcome> Process(
        [OrchestrationTrigger(Orchestration = "ProcessOrder")] TaskOrchestrationContext context, Order order, FunctionContext function)
    {
        context.SetCustomStatus(new { step = "waiting", function = function.FunctionDefinition.Name });
        string approver = await context.WaitForExternalEvent<string>("approve");
#pragma warning disable DURABLE2003 // the analyser compares names of functions, and this activity goes by that of its trigger
        int total = await context.CallActivityAsync<int>("Price", order, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(50))));
#pragma warning restore DURABLE2003
        string thanks = await context.CallSubOrchestratorAsync<string>(nameof(Thank), approver);
        return new OrderOutcome(order.Id, total, thanks);
    }

    [Function("PriceActivity")]
    public int Price([ActivityTrigger(Activity = "Price")] Order order, string instanceId, FunctionContext context, CancellationToken cancellationToken)
    {
        int tries = journal.Entries.Count(e => e == $"price {instanceId}") + 1;
        journal.Write($"price {instanceId}");
        return tries < 2 ? throw new InvalidOperationException("The price list is busy.")
            : cancellationToken.CanBeCanceled ? order.Quantity * 10 : -1;
    }

    [Function(nameof(Thank))]
    public string Thank([OrchestrationTrigger] TaskOrchestrationContext context) => greeter.Greet(context.GetInput<string>()!);
}
