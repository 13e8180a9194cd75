using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Functions.Actors;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Actors;

public sealed class ActorTests : IDisposable
{
    private static readonly string[] Functions =
    [
        ActorFunctionNames.RateLimiter, ActorFunctionNames.Mailbox, ActorFunctionNames.Ask, ActorFunctionNames.Acquire, ActorFunctionNames.Post, ActorFunctionNames.Read,
    ];

    // So slow a refill that the test cannot see one.
    private static readonly object Permit = new { permits = 1, capacity = 5, perSecond = 0.001 };

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public void Bucket_refills_with_time_and_no_further_than_its_capacity()
    {
        var (state, now) = (new RateLimiterState(), DateTimeOffset.UnixEpoch);

        Assert.Equal(new AcquireAnswer(true, 0, 0), state.Acquire(new AcquireRequest(10, 10, 2), now));
        Assert.Equal(new AcquireAnswer(false, 0, 1500), state.Acquire(new AcquireRequest(3, 10, 2), now));
        Assert.Equal(new AcquireAnswer(true, 0, 0), state.Acquire(new AcquireRequest(3, 10, 2), now.AddSeconds(1.5)));
        Assert.Equal(new AcquireAnswer(true, 9, 0), state.Acquire(new AcquireRequest(1, 10, 2), now.AddHours(1)));
        // A clock that goes back gives nothing and takes nothing.
        Assert.Equal(new AcquireAnswer(true, 8, 0), state.Acquire(new AcquireRequest(1, 10, 2), now));
    }

    [Fact]
    public async Task Message_that_fails_changes_neither_its_room_nor_others()
    {
        await using var host = new DurableTestHost()
            .AddEntity<MailboxEntity>(ActorFunctionNames.Mailbox)
            .AddOrchestrator<string[], string>("talk", async (context, _) =>
            {
                var (sick, healthy) = (new EntityInstanceId(ActorFunctionNames.Mailbox, "sick"), new EntityInstanceId(ActorFunctionNames.Mailbox, "healthy"));
                await context.Entities.CallEntityAsync<long>(sick, "Post", new MailboxMessage(0, "ann", "one"));
                var failures = 0;
                for (var i = 0; i < 3; i++)
                {
                    try
                    {
                        await context.Entities.CallEntityAsync<long>(sick, "Post", new MailboxMessage(0, "", "poison"));
                    }
                    catch (EntityOperationFailedException)
                    {
                        failures++;
                    }
                }

                var (second, other) = (
                    await context.Entities.CallEntityAsync<long>(sick, "Post", new MailboxMessage(0, "ann", "two")),
                    await context.Entities.CallEntityAsync<long>(healthy, "Post", new MailboxMessage(0, "bob", "hello")));
                return $"{failures} {second} {other}";
            });
        await host.StartAsync(_deadline.Token);

        Assert.Equal("3 2 1", await host.RunAsync<string>("talk", Array.Empty<string>(), cancellationToken: _deadline.Token));
    }

    [Fact]
    public async Task Actor_is_at_its_address_wherever_it_runs_also_after_a_kill()
    {
        const int Callers = 12;
        await using (var first = await StartAsync())
        {
            // Callers at the same time: the room numbers their messages without gaps.
            var numbers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => PostAsync(first.Client, "lobby", $"caller {i}")));
            Assert.Equal(Enumerable.Range(1, Callers).Select(number => (long)number), numbers.Order());

            // Of callers at the same time, exactly as many are granted a permit as there are.
            var granted = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => AcquireAsync(first.Client)));
            Assert.Equal(5, granted.Count(status => status == HttpStatusCode.OK));
            Assert.All(granted, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        using (var refused = await second.Client.PostAsJsonAsync("api/actors/rate-limiters/api/acquire", Permit, _deadline.Token))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1_000);
        }

        Assert.Equal(Callers + 1, await PostAsync(second.Client, "lobby", "back again"));
        var room = await second.Client.GetFromJsonAsync<JsonElement>($"api/actors/rooms/lobby/messages?after={Callers - 1}", _deadline.Token);
        Assert.Equal([Callers, Callers + 1], room.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Wrong_requests_are_answered_with_the_field()
    {
        await using var app = await StartAsync();
        foreach (var (path, body, field) in ((string, string, string)[])[
            ("rooms/.bad/messages", """{"from":"a","text":"b"}""", "room"),
            ("rooms/r/messages", """{"from":"a"}""", "text"),
            ("rooms/r/messages", """{"from":" \n","text":"b"}""", "from"),
            ("rooms/r/messages", """{"from":"a","text":"\ud800"}""", "text"),
            ("rooms/r/messages", """{"from":"a","text":"b","more":1}""", "more"),
            ("rate-limiters/k/acquire", """{"permits":11,"capacity":10}""", "permits"),
            ("rate-limiters/k/acquire", """{"perSecond":0}""", "perSecond"),
            ("rate-limiters/k/acquire", "[]", "")])
        {
            using var response = await app.Client.PostAsync($"api/actors/{path}", new StringContent(body), _deadline.Token);
            var text = await response.Content.ReadAsStringAsync(_deadline.Token);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, text);
            Assert.Equal([field], JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        foreach (var path in (string[])["rooms/r/messages", "rate-limiters/k/acquire"])
        {
            using var large = await app.Client.PostAsync($"api/actors/{path}", new StringContent(new string(' ', 20_000)), _deadline.Token);
            Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
            Assert.Contains("larger than", await large.Content.ReadAsStringAsync(_deadline.Token), StringComparison.Ordinal);
        }

        using var read = await app.Client.GetAsync("api/actors/rooms/r/messages?after=x", _deadline.Token);
        Assert.Equal(HttpStatusCode.BadRequest, read.StatusCode);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private Task<FunctionAppProcess> StartAsync() => FunctionAppProcess.StartAsync(_folder, Functions);

    private async Task<long> PostAsync(HttpClient client, string room, string text)
    {
        using var response = await client.PostAsJsonAsync($"api/actors/rooms/{room}/messages", new { from = "ann", text }, _deadline.Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(_deadline.Token)).GetProperty("number").GetInt64();
    }

    private async Task<HttpStatusCode> AcquireAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("api/actors/rate-limiters/api/acquire", Permit, _deadline.Token);
        return response.StatusCode;
    }
}
