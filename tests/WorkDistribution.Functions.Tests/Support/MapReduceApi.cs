using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The HTTP calls of the tests.</summary>
internal static class MapReduceApi
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static Task<HttpResponseMessage> PostJobAsync(this HttpClient client, string job, string body, CancellationToken cancellationToken) =>
        client.PostAsync($"api/mapreduce/{job}", new StringContent(body, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>Starts a job that must be accepted and returns its id.</summary>
    public static async Task<string> StartJobAsync(this HttpClient client, string job, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostJobAsync(job, JsonSerializer.Serialize(body), cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(cancellationToken));
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("Id").GetString()!;
    }

    /// <summary>Asks for the result until the answer is anything but "not yet".</summary>
    public static async Task<HttpResponseMessage> WaitForResultAsync(this HttpClient client, string id, string query, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            var response = await client.GetAsync($"api/mapreduce/{id}/result{query}", cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return response;
            }

            response.Dispose();
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
