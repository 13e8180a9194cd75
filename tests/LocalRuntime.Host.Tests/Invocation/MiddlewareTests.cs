using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Invocation;

/// <summary>The app's middleware sees and changes what the official contexts give it.</summary>
public sealed class MiddlewareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Http_context_and_result_of_the_aspnetcore_integration_are_there_to_change()
    {
        await using var host = await InProcessHost.StartAsync(new TestApp(typeof(MiddlewareFunctions))
        {
            AspNetCore = true,
            Settings = TestApp.Storage,
            Worker = worker => worker.UseMiddleware(async (context, next) =>
            {
                var http = context.GetHttpContext()!;
                http.Request.Headers["x-middleware"] = "seen";
                await next();
                var result = (OkObjectResult)context.GetInvocationResult().Value!;
                context.GetInvocationResult().Value = new ObjectResult($"{result.Value} and changed") { StatusCode = 202 };
                http.Response.Headers["x-after"] = context.FunctionDefinition.Name;
            }),
        });

        using var response = await host.Http.GetAsync(new Uri("/api/MiddlewareWeb", UriKind.Relative), Token);

        Assert.Equal("seen and changed", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["MiddlewareWeb"], response.Headers.GetValues("x-after"));
    }

    [Fact]
    public async Task Input_and_result_of_a_queue_function_are_there_to_change()
    {
        var outcome = await InvokeAsync(async (context, next) =>
        {
            Assert.Null(context.GetHttpContext());
            var trigger = context.FunctionDefinition.InputBindings.Values.Single(b => b.Type == "queueTrigger");
            var input = await context.BindInputAsync<string>(trigger);
            input.Value += " changed";
            await next(context);
            var result = context.GetInvocationResult<string>();
            result.Value += " twice";
        });

        Assert.Null(outcome.Exception);
        Assert.Equal("message changed twice", outcome.ReturnValue);
    }

    [Fact]
    public async Task Middleware_may_answer_for_the_function_or_swallow_its_failure()
    {
        var answered = await InvokeAsync((context, _) =>
        {
            context.GetInvocationResult().Value = "not from the function";
            return Task.CompletedTask;
        });
        var failed = await InvokeAsync((_, _) => throw new InvalidOperationException("Middleware refuses."));

        Assert.Equal("not from the function", answered.ReturnValue);
        Assert.Equal("Middleware refuses.", failed.Exception?.Message);
    }

    private static async Task<InvocationOutcome> InvokeAsync(Func<FunctionContext, FunctionExecutionDelegate, Task> middleware)
    {
        using var harness = new InvocationHarness(new TestApp(typeof(MiddlewareFunctions))
        {
            Settings = TestApp.Storage,
            Worker = worker => worker.UseMiddleware((context, next) => middleware(context, _ => next())),
        });
        return await harness.InvokeAsync(nameof(MiddlewareFunctions.MiddlewareQueue), new TriggerInput { Value = "message" }, Token);
    }
}
