using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The HTTP calls of the tests of pipelines.</summary>
internal static class PipelineApi
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static Task<HttpResponseMessage> PostPipelineAsync(this HttpClient client, string name, string body, CancellationToken cancellationToken) =>
        client.PostAsync($"api/pipelines/{name}", new StringContent(body, Encoding.UTF8, "application/json"), cancellationToken);

    /// <summary>Starts a pipeline that must be accepted and returns its id.</summary>
    public static async Task<string> StartPipelineAsync(this HttpClient client, string name, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostPipelineAsync(name, JsonSerializer.Serialize(body), cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(cancellationToken));
        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var id = accepted.GetProperty("id").GetString()!;
        Assert.Equal(new Uri(client.BaseAddress!, $"api/pipelines/{id}"), response.Headers.Location);
        Assert.Equal(response.Headers.Location!.OriginalString, accepted.GetProperty("statusUri").GetString());
        return id;
    }

    /// <summary>Asks for a pipeline until the answer is anything but "not yet", or a status is seen that the caller waits for.</summary>
    public static async Task<HttpResponseMessage> WaitForPipelineAsync(
        this HttpClient client, string id, CancellationToken cancellationToken, Func<JsonElement, bool>? until = null)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            var response = await client.GetAsync($"api/pipelines/{id}", cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return response;
            }

            var status = (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("status");
            if (status.ValueKind == JsonValueKind.Object && until?.Invoke(status) == true)
            {
                return response;
            }

            response.Dispose();
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
