using System.Net;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

public sealed class EntityTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    private readonly ManagementApi _api = new(fixture.Http);

    [Fact]
    public async Task Signalled_entity_is_read_listed_and_deleted()
    {
        var key = ManagementApi.NewId();
        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/entities/Counter/{key}?op=add", "3")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _api.PostAsync($"/entities/Counter/{key}?op=add", "4")).StatusCode);
        await Eventually.HoldsAsync(async () => await StateAsync(key) == "7", "both signals are handled");

        var without = await FindAsync("/entities/counter", key);
        var with = await FindAsync("/entities?fetchState=true&top=1000", key);
        Assert.Equal(["entityId", "lastOperationTime", "state"], with.EnumerateObject().Select(p => p.Name));
        Assert.Equal("counter", with.GetProperty("entityId").GetProperty("name").GetString());
        Assert.Equal(7, with.GetProperty("state").GetInt32());
        Assert.Equal(JsonValueKind.Null, without.GetProperty("state").ValueKind);

        Assert.Equal(HttpStatusCode.Accepted, (await _api.DeleteAsync($"/entities/Counter/{key}")).StatusCode);
        await Eventually.HoldsAsync(async () => await StateAsync(key) is null, "the entity is gone");
    }

    [Fact]
    public async Task Unknown_key_answers_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync("/entities/Counter/none")).StatusCode);

    [Theory]
    [InlineData("/entities/Nothing/k?op=add", "1", "The function 'Nothing' doesn't exist, is disabled, or is not an entity function.")]
    [InlineData("/entities/Counter/k?op=add", "{", "Could not parse JSON content: ")]
    [InlineData("/entities/Counter/a%3Fb?op=add", "1", "Entity keys must not contain")]
    public async Task Wrong_signal_answers_400(string path, string body, string expected)
    {
        var error = await _api.ReadAsync(await _api.PostAsync(path, body), HttpStatusCode.BadRequest);

        Assert.StartsWith(expected, error.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    private async Task<string?> StateAsync(string key)
    {
        var response = await _api.GetAsync($"/entities/Counter/{key}");
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : null;
    }

    private async Task<JsonElement> FindAsync(string path, string key)
    {
        var response = await _api.GetAsync(path);
        Assert.True(response.Headers.Contains("x-ms-continuation-token"));
        var entities = await _api.ReadAsync(response, HttpStatusCode.OK);
        return entities.EnumerateArray().Single(e => e.GetProperty("entityId").GetProperty("key").GetString() == key);
    }
}
