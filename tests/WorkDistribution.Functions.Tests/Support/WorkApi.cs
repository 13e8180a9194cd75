using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The HTTP calls of features that answer a start with <c>{"id", "statusUri"}</c>.</summary>
internal static class WorkApi
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts work that must be accepted.</summary>
    public static async Task<JsonElement> StartWorkAsync(this HttpClient client, string path, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Asks for work until it is done, which it must be with 200.</summary>
    public static Task<JsonElement> WaitForWorkAsync(this HttpClient client, JsonElement started, CancellationToken cancellationToken) =>
        client.WaitForWorkAsync(started, _ => false, cancellationToken);

    /// <summary>Asks for work until its status is as wanted, or it is done.</summary>
    public static async Task<JsonElement> WaitForWorkAsync(
        this HttpClient client, JsonElement started, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        // A restarted app listens on another port.
        var path = new Uri(started.GetProperty("statusUri").GetString()!).AbsolutePath;
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            using var response = await client.GetAsync(path, cancellationToken);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return body;
            }

            Assert.True(response.StatusCode == HttpStatusCode.Accepted, body.GetRawText());
            if (body.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object && wanted(status))
            {
                return body;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
