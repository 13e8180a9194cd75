using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace SampleFunctionApp;

/// <summary>HTTP functions on ASP.NET Core's types.</summary>
public sealed class AspNetCoreFunctions(IGreeter greeter, Visit visit)
{
    [Function("Hello")]
    public IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequest req, string? name) =>
        new OkObjectResult(greeter.Greet(name ?? "world"));

    [Function("GetProduct")]
    public IActionResult GetProduct(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "products/{category:alpha}/{id:int?}")] HttpRequest req,
        string category,
        int? id) => new OkObjectResult(new Product(category, id ?? 0));

    [Function("CreateOrder")]
    public IActionResult CreateOrder([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest req, [FromBody] Order order) =>
        new CreatedResult($"/api/orders/{order.Id}", order);

    [Function("ReplaceOrder")]
    public IResult ReplaceOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "orders")] HttpRequest req,
        [FromBody] Order order) => Results.Json(order, statusCode: StatusCodes.Status202Accepted);

    [Function("Minimal")]
    public IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "minimal/{id:guid}")] HttpRequest req, Guid id) =>
        Results.Ok(new { id, scoped = visit.Id == req.HttpContext.RequestServices.GetVisit().Id });

    [Function("ReturnsPoco")]
    public Product ReturnsPoco([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "poco")] HttpRequest req) => new("books", 3);

    [Function("ReturnsText")]
    public string ReturnsText([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text")] HttpRequest req) => "plain";

    [Function("Throws")]
    public IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest req) =>
        throw new InvalidOperationException("The secret must not leave the host.");

    [Function("Missing")]
    public IActionResult Missing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "missing")] HttpRequest req) =>
        throw new KeyNotFoundException("There is no such thing.");

    [Function("Count")]
    public async Task<IActionResult> Count(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "count")] HttpRequest req, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while ((read = await req.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
        }

        return new OkObjectResult(new { total, memory = GC.GetTotalMemory(forceFullCollection: false) });
    }

    [Function("Stamped")]
    public IActionResult Stamped(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "patch", Route = "stamped")] HttpRequest req, FunctionContext context) =>
        new OkObjectResult(new
        {
            stamp = context.Items["stamp"],
            method = req.Method,
            function = context.FunctionDefinition.Name,
            inputs = context.FunctionDefinition.InputBindings.Keys,
            query = context.BindingContext.BindingData["Query"],
            methods = req.HttpContext.GetEndpoint()?.Metadata.OfType<HttpMethodMetadata>().Single().HttpMethods,
        });
}
