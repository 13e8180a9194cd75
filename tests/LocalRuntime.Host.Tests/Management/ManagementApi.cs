using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

/// <summary>Calls the management API and reads its answers.</summary>
internal sealed class ManagementApi(HttpClient http)
{
    public static string NewId() => $"i-{Guid.NewGuid():n}";

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(ManagementFixture.Base + path);

    public Task<HttpResponseMessage> DeleteAsync(string path) => http.DeleteAsync(ManagementFixture.Base + path);

    public Task<HttpResponseMessage> PostAsync(string path, string? body = null, string mediaType = "application/json") => http.PostAsync(
        ManagementFixture.Base + path,
        body is null ? null : new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(mediaType)));

    public async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task<string> StartAsync(string function, string? body = null)
    {
        var id = NewId();
        await ReadAsync(await PostAsync($"/orchestrators/{function}/{id}", body), HttpStatusCode.Accepted);
        return id;
    }

    /// <summary>Waits until an instance has the status and returns the whole answer.</summary>
    public async Task<JsonElement> UntilAsync(string id, string runtimeStatus, string query = "")
    {
        JsonElement status = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                var response = await GetAsync($"/instances/{id}{query}");
                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                status = document.RootElement.Clone();
                return status.GetProperty("runtimeStatus").GetString() == runtimeStatus;
            },
            $"instance {id} is {runtimeStatus}");
        return status;
    }
}
