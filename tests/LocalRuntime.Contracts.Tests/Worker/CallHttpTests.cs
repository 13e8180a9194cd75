using System.Net;
using LocalRuntime.Contracts.Tests.Worker.Fakes;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.DurableTask;
using Microsoft.Extensions.Primitives;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class CallHttpTests
{
    private static readonly Uri _uri = new("http://service.example/jobs");

    [Fact]
    public async Task CallHttpAsync_calls_the_built_in_activity()
    {
        HttpOrchestrationContext context = new(Answer(HttpStatusCode.OK));

        DurableHttpResponse response = await context.CallHttpAsync(HttpMethod.Post, _uri, "body");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        (string activity, DurableHttpRequest request, TaskOptions? options) = Assert.Single(context.Calls);
        Assert.Equal("BuiltIn::HttpActivity", activity);
        Assert.Equal((HttpMethod.Post, _uri, "body"), (request.Method, request.Uri, request.Content));
        Assert.False(request.AsynchronousPatternEnabled);
        Assert.Null(options);
    }

    [Fact]
    public async Task Accepted_is_the_result_unless_polling_was_asked_for()
    {
        HttpOrchestrationContext context = new(Answer(HttpStatusCode.Accepted, ("Location", "/jobs/1")));

        Assert.Equal(HttpStatusCode.Accepted, (await context.CallHttpAsync(HttpMethod.Get, _uri)).StatusCode);
        Assert.Empty(context.Timers);
    }

    [Fact]
    public async Task Polling_follows_the_location_at_the_pace_the_service_asks_for()
    {
        HttpOrchestrationContext context = new(
            Answer(HttpStatusCode.Accepted, ("location", "/jobs/1"), ("retry-after", "7")),
            Answer(HttpStatusCode.Accepted, ("Location", "http://other.example/status")),
            Answer(HttpStatusCode.OK));
        DurableHttpRequest request = new(HttpMethod.Post, _uri)
        {
            AsynchronousPatternEnabled = true,
            Content = "body",
            Headers = new Dictionary<string, StringValues> { ["Authorization"] = "secret" },
        };

        Assert.Equal(HttpStatusCode.OK, (await context.CallHttpAsync(request)).StatusCode);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30)], context.Timers);
        Assert.Equal(
            [_uri, new Uri("http://service.example/jobs/1"), new Uri("http://other.example/status")],
            context.Calls.Select(call => call.Request.Uri));
        Assert.All(context.Calls.Skip(1), call => Assert.Equal((HttpMethod.Get, null), (call.Request.Method, call.Request.Content)));
        Assert.All(context.Calls, call => Assert.Equal("secret", call.Request.Headers!["Authorization"]));
    }

    [Fact]
    public async Task Polling_without_retry_after_uses_the_configured_interval()
    {
        HttpOrchestrationContext context = new(
            Answer(HttpStatusCode.Accepted, ("Location", "/jobs/1"), ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")),
            Answer(HttpStatusCode.OK));
        context.Settings["HttpDefaultAsyncRequestSleepTimeMilliseconds"] = 500.0;

        await context.CallHttpAsync(new DurableHttpRequest(HttpMethod.Get, _uri) { AsynchronousPatternEnabled = true });

        Assert.Equal([TimeSpan.FromMilliseconds(500)], context.Timers);
    }

    [Fact]
    public async Task Polling_ends_where_there_is_no_location()
    {
        HttpOrchestrationContext context = new(Answer(HttpStatusCode.Accepted));

        DurableHttpResponse response = await context.CallHttpAsync(
            new DurableHttpRequest(HttpMethod.Get, _uri) { AsynchronousPatternEnabled = true });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Retry_options_become_the_policy_of_the_activity()
    {
        HttpOrchestrationContext context = new(Answer(HttpStatusCode.OK));
        HttpRetryOptions retry = new([HttpStatusCode.TooManyRequests])
        {
            MaxNumberOfAttempts = 4,
            FirstRetryInterval = TimeSpan.FromSeconds(2),
            MaxRetryInterval = TimeSpan.FromSeconds(20),
            BackoffCoefficient = 2,
            RetryTimeout = TimeSpan.FromMinutes(1),
        };

        await context.CallHttpAsync(HttpMethod.Get, _uri, retryOptions: retry);

        RetryPolicy policy = context.Calls[0].Options!.Retry!.Policy!;
        Assert.Equal(
            (4, 2.0, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1)),
            (policy.MaxNumberOfAttempts, policy.BackoffCoefficient,
                policy.FirstRetryInterval, policy.MaxRetryInterval, policy.RetryTimeout));
    }

    [Fact]
    public void Retry_options_as_they_are_created_make_a_valid_policy_once_there_are_attempts()
    {
        Assert.Null(new HttpRetryOptions().ToTaskOptions());

        RetryPolicy policy = new HttpRetryOptions { MaxNumberOfAttempts = 2 }.ToTaskOptions()!.Retry!.Policy!;

        Assert.Equal(2, policy.MaxNumberOfAttempts);
        Assert.Equal((TimeSpan.FromDays(6), Timeout.InfiniteTimeSpan), (policy.MaxRetryInterval, policy.RetryTimeout));
    }

    private static DurableHttpResponse Answer(HttpStatusCode statusCode, params (string Name, string Value)[] headers) =>
        new(statusCode) { Headers = headers.ToDictionary(header => header.Name, header => new StringValues(header.Value)) };
}
