using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Http;

/// <summary>An app that takes two items, and one that runs on one worker only.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class TooManyItemsTests(AzuriteFixture azurite) : IDisposable
{
    private const string Later = """{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Submissions_above_the_depth_limit_are_told_when_to_come_again()
    {
        await using (await WorkItemsApp.CreateAsync(azurite))
        {
            // For its empty storage.
        }

        await using var app = await FunctionAppProcess.StartWorkItemsAsync(_folder, azurite.ConnectionString, ("WorkItems__MaxDepth", "2"));
        var first = await app.Client.SubmitWorkAsync(Later);
        await app.Client.SubmitWorkAsync(Later);

        using var single = await app.Client.PostWorkAsync(Later);
        using var batch = await app.Client.PostBatchAsync([Later]);

        foreach (var response in (HttpResponseMessage[])[single, batch])
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 120);
            Assert.Contains("2", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        using var cancelled = await app.Client.DeleteAsync($"api/work/{first}");
        await app.Client.SubmitWorkAsync(Later);
    }

    public void Dispose() => _folder.Dispose();
}
