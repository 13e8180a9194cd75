using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Extensions.Primitives;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class DurableHttpJsonTests
{
    [Fact]
    public void Request_survives_the_history()
    {
        DurableHttpRequest request = new(HttpMethod.Patch, new Uri("http://service.example/a?b=c"))
        {
            AsynchronousPatternEnabled = true,
            Content = "é",
            Headers = new Dictionary<string, StringValues> { ["A"] = "1", ["B"] = new(["2", "3"]) },
            HttpRetryOptions = new HttpRetryOptions([HttpStatusCode.Conflict])
            {
                MaxNumberOfAttempts = 3,
                FirstRetryInterval = TimeSpan.FromSeconds(1),
            },
            Timeout = TimeSpan.FromSeconds(5),
        };

        string json = JsonSerializer.Serialize(request);
        DurableHttpRequest copy = JsonSerializer.Deserialize<DurableHttpRequest>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(copy));
        Assert.Equal((request.Method, request.Uri, request.Timeout), (copy.Method, copy.Uri, copy.Timeout));
        Assert.Equal(["2", "3"], copy.Headers!["b"].ToArray());
        Assert.Equal([HttpStatusCode.Conflict], copy.HttpRetryOptions!.StatusCodesToRetry);
        Assert.Equal((3, TimeSpan.MaxValue), (copy.HttpRetryOptions.MaxNumberOfAttempts, copy.HttpRetryOptions.RetryTimeout));
    }

    [Fact]
    public void Response_survives_the_history()
    {
        DurableHttpResponse response = new(HttpStatusCode.Accepted)
        {
            Content = "x",
            Headers = new Dictionary<string, StringValues> { ["Location"] = "/a" },
        };

        DurableHttpResponse copy = JsonSerializer.Deserialize<DurableHttpResponse>(JsonSerializer.Serialize(response))!;

        Assert.Equal((HttpStatusCode.Accepted, "x", "/a"), (copy.StatusCode, copy.Content, copy.Headers!["LOCATION"].ToString()));
    }

    [Theory]
    [InlineData("""{"method":"","uri":"http://a"}""")]
    [InlineData("""{"method":"GET","uri":"http://a","headers":[]}""")]
    public void Broken_requests_are_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DurableHttpRequest>(json));
}
