using Microsoft.AspNetCore.Http;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Handlers;

[Collection(WorkItemsTests.Name)]
public sealed class HttpGetHandlerTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("/ok", WorkItemState.Completed, "")]
    [InlineData("/gone", WorkItemState.Failed, "404")]
    [InlineData("/moved", WorkItemState.Failed, "302")]
    [InlineData("/busy", WorkItemState.Retrying, "503")]
    public async Task Configured_host_is_fetched_without_following_redirects(string path, WorkItemState state, string error)
    {
        await using var server = await LocalServer.StartAsync(Answer);
        await using var app = await WorkItemsApp.CreateAsync(
            azurite, settings: [("WorkItems:HttpHosts:0", server.Address.Authority), ("WorkItems:RetryDelay", "00:05:00")]);
        var id = await app.SubmitAsync($$$"""{"handler":"http-get","payload":{"url":"{{{new Uri(server.Address, path)}}}"}}""");

        await app.RunTicketAsync();

        var item = (await app.FindAsync(id))!;
        Assert.Equal(state, item.State);
        Assert.Contains(error, item.LastError ?? "", StringComparison.Ordinal);
        if (state == WorkItemState.Completed)
        {
            Assert.Equal("""{"status":200,"bytes":5}""", item.Result);
        }
    }

    [Theory]
    [InlineData("http://example.org/")]
    [InlineData("http://127.0.0.1:1@example.org/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("file:///etc/hosts")]
    [InlineData("/relative")]
    public async Task Any_other_host_is_refused(string url)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:HttpHosts:0", "127.0.0.1:1"));

        Assert.Contains("payload", Assert.Throws<ArgumentException>(() => app.Read($$$"""{"handler":"http-get","payload":{"url":"{{{url}}}"}}""")).Message, StringComparison.Ordinal);
    }

    private static Task Answer(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/ok":
                return context.Response.WriteAsync("hello");
            case "/moved":
                context.Response.Redirect("/ok");
                break;
            case "/busy":
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }

        return Task.CompletedTask;
    }
}
