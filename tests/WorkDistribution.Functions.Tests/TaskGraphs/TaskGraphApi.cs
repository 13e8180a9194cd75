using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.TaskGraphs;

/// <summary>The HTTP calls of the tests.</summary>
internal static class TaskGraphApi
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static Task<HttpResponseMessage> PostGraphAsync(this HttpClient client, string body, CancellationToken cancellationToken) =>
        client.PostAsync("api/graphs", new StringContent(body, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>Starts a graph that must be accepted and returns its id.</summary>
    public static async Task<string> StartGraphAsync(this HttpClient client, string body, CancellationToken cancellationToken)
    {
        using var response = await client.PostGraphAsync(body, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(cancellationToken));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var id = answer.GetProperty("id").GetString()!;
        Assert.Equal(new Uri(client.BaseAddress!, $"api/graphs/{id}").AbsoluteUri, answer.GetProperty("statusUri").GetString());
        Assert.Equal(answer.GetProperty("statusUri").GetString(), response.Headers.Location?.AbsoluteUri);
        return id;
    }

    /// <summary>Asks until the answer is anything but "not yet".</summary>
    public static async Task<HttpResponseMessage> WaitForGraphAsync(this HttpClient client, string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            var response = await client.GetAsync($"api/graphs/{id}", cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return response;
            }

            response.Dispose();
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Runs a graph and reads its result.</summary>
    public static async Task<JsonElement> RunGraphAsync(this HttpClient client, string body, CancellationToken cancellationToken)
    {
        var id = await client.StartGraphAsync(body, cancellationToken);
        using var response = await client.WaitForGraphAsync(id, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
