using System.Net;
using System.Net.Http.Headers;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Extensions.Primitives;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class DurableHttpActivityTests
{
    private static readonly Uri _uri = new("http://service.example/jobs");

    [Fact]
    public async Task Request_and_answer_are_carried_over()
    {
        string? sent = null;
        MediaTypeHeaderValue? contentType = null;
        DurableHttpRequest request = new(HttpMethod.Put, _uri)
        {
            Content = "{}",
            Headers = new Dictionary<string, StringValues>
            {
                ["content-type"] = "application/json; charset=utf-8",
                ["Content-Language"] = "en",
                ["X-Tag"] = new(["a", "b"]),
            },
        };

        DurableHttpResponse response = await RunAsync(request, async message =>
        {
            sent = $"{message.Method} {message.RequestUri} {string.Join('+', message.Headers.GetValues("X-Tag"))} "
                + $"{message.Content!.Headers.ContentLanguage} {await message.Content.ReadAsStringAsync()}";
            contentType = message.Content.Headers.ContentType;
            HttpResponseMessage answer = new(HttpStatusCode.Created) { Content = new StringContent("done") };
            answer.Headers.Add("X-Id", ["1", "2"]);
            return answer;
        });

        Assert.Equal("PUT http://service.example/jobs a+b en {}", sent);
        Assert.Equal("application/json; charset=utf-8", contentType!.ToString());
        Assert.Equal((HttpStatusCode.Created, "done"), (response.StatusCode, response.Content));
        Assert.Equal(["1", "2"], response.Headers!["x-id"].ToArray());
    }

    [Fact]
    public async Task Content_is_plain_text_unless_a_header_says_otherwise() =>
        await RunAsync(new DurableHttpRequest(HttpMethod.Post, _uri) { Content = "a" }, message =>
        {
            Assert.Equal("text/plain", message.Content!.Headers.ContentType!.ToString());
            return Task.FromResult(new HttpResponseMessage());
        });

    [Fact]
    public async Task Multipart_is_refused()
    {
        DurableHttpRequest request = new(HttpMethod.Post, _uri)
        {
            Content = "a",
            Headers = new Dictionary<string, StringValues> { ["Content-Type"] = "multipart/form-data; boundary=x" },
        };

        await Assert.ThrowsAsync<NotSupportedException>(() => RunAsync(request, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Failure_is_an_answer_without_retry_options() =>
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await RunAsync(new(HttpMethod.Get, _uri), HttpStatusCode.InternalServerError)).StatusCode);

    [Fact]
    public async Task Failure_is_thrown_where_the_retry_options_count_it()
    {
        DurableHttpRequest any = new(HttpMethod.Get, _uri) { HttpRetryOptions = new HttpRetryOptions() };
        DurableHttpRequest some = new(HttpMethod.Get, _uri) { HttpRetryOptions = new HttpRetryOptions([HttpStatusCode.Conflict]) };

        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(any, HttpStatusCode.NotFound));
        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(some, HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.NotFound, (await RunAsync(some, HttpStatusCode.NotFound)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunAsync(any, HttpStatusCode.OK)).StatusCode);
    }

    [Fact]
    public async Task Timeout_of_the_request_is_a_timeout_that_says_so()
    {
        DurableHttpRequest request = new(HttpMethod.Get, _uri) { Timeout = TimeSpan.FromMilliseconds(1) };
        using HttpClient client = new(new ScriptedHttpHandler(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new HttpResponseMessage();
        }));

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(
            () => new DurableHttpActivity(client).RunAsync(request, CancellationToken.None));
        Assert.Contains(_uri.ToString(), exception.Message, StringComparison.Ordinal);
    }

    private static Task<DurableHttpResponse> RunAsync(DurableHttpRequest request, HttpStatusCode answer) =>
        RunAsync(request, _ => Task.FromResult(new HttpResponseMessage(answer)));

    private static async Task<DurableHttpResponse> RunAsync(
        DurableHttpRequest request, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer)
    {
        using HttpClient client = new(new ScriptedHttpHandler((message, _) => answer(message)));
        return await new DurableHttpActivity(client).RunAsync(request, CancellationToken.None);
    }
}
