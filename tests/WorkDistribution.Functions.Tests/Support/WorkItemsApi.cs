using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The HTTP calls of the tests.</summary>
internal static class WorkItemsApi
{
    public static Task<HttpResponseMessage> PostWorkAsync(this HttpClient client, string body, CancellationToken cancellationToken = default) =>
        client.PostAsync("api/work", new StringContent(body, Encoding.UTF8, "application/json"), cancellationToken);

    public static Task<HttpResponseMessage> PostBatchAsync(this HttpClient client, IEnumerable<string> lines, string query = "") =>
        client.PostAsync($"api/work/batch?{query}", new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson"));

    /// <summary>Submits an item that must be accepted and returns its id.</summary>
    public static async Task<string> SubmitWorkAsync(this HttpClient client, string body)
    {
        using var response = await client.PostWorkAsync(body);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Reads JSON that must come with 200.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Waits until an item has a state and returns it.</summary>
    public static async Task<JsonElement> WaitForStateAsync(this HttpClient client, string id, params string[] states)
    {
        JsonElement item = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                item = await client.ReadAsync($"api/work/{id}");
                return states.Contains(item.GetProperty("state").GetString());
            },
            $"item {id} is {string.Join(" or ", states)}");
        return item;
    }
}
