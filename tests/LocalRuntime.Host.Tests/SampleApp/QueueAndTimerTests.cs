using System.Net;
using System.Net.Http.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

[Collection(SampleAppFixture.Name)]
public sealed class QueueAndTimerTests(SampleAppFixture app)
{
    [Fact]
    public async Task Messages_of_a_result_class_run_the_trigger_whose_return_value_runs_the_next()
    {
        using var response = await app.Client.PostAsJsonAsync("/api/work", (string[])["one", "two"]);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        await JournalHoldsAsync("work one 1 True True", "work two 1 True True", "done with one", "done with two");
    }

    [Fact]
    public async Task Message_that_fails_every_time_ends_in_the_poison_queue()
    {
        using var response = await app.Client.PostAsJsonAsync("/api/work", (string[])["bad"]);

        await JournalHoldsAsync("""poison {"Name":"bad"}""");
    }

    [Fact]
    public async Task Timer_that_runs_on_startup_is_retried_as_its_attribute_says()
    {
        await JournalHoldsAsync("tick after 2 of 2 retries, True");
    }

    private Task JournalHoldsAsync(params string[] entries) => Eventually.HoldsAsync(
        async () =>
        {
            var journal = await app.Client.GetFromJsonAsync<string[]>("/api/journal");
            return entries.All(journal!.Contains);
        },
        $"the journal holds {string.Join(", ", entries)}");
}
