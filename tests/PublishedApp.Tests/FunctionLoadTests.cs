using System.Text.Json;
using WorkDistribution.PublishedApp.Tests.Host;

namespace WorkDistribution.PublishedApp.Tests;

public sealed class FunctionLoadTests(PublishedAppFixture app)
{
    [Fact]
    public void The_worker_loads_every_function()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(app.Folder.App, "functions.metadata")));
        var published = metadata.RootElement.EnumerateArray().Select(static function => function.GetProperty("name").GetString()!);

        var refused = app.Host.Loads.Where(static load => load.Value.Status != StatusResult.Types.Status.Success)
            .Select(static load => $"{load.Key}: {load.Value.Exception?.Message}");

        Assert.NotEmpty(app.Host.Loads);
        Assert.Equal(published.Order(StringComparer.Ordinal), app.Host.Loads.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("", string.Join('\n', refused));
    }
}
