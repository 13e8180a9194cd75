using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Posts;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Posts;

[Collection(WorkItemsTests.Name)]
public sealed class ScorePostsHandlerTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Posts_are_scored_and_saved_and_again_the_same()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, services => services.AddPosts());
        var table = new TableClient(azurite.ConnectionString, PostStore.Table);
        await table.DeleteAsync();
        var posts = Enumerable.Range(0, 250).Select(i => i % 3 == 0 ? "great" : i % 3 == 1 ? "not great" : "a phone");
        var json = JsonSerializer.Serialize(new { handler = "score-posts", payload = new { first = 1000, posts } });

        foreach (var item in await app.RunUntilFinishedAsync(await app.SubmitAsync(json), await app.SubmitAsync(json)))
        {
            Assert.Equal((WorkItemState.Completed, """{"positive":84,"neutral":83,"negative":83}"""), (item.State, item.Result));
        }

        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(Enumerable.Range(1000, 250).Select(number => ($"{number:D12}", number % 3 == 1 ? 1 : number % 3 == 2 ? -1 : 0)), rows.Select(row => (row.RowKey, row.GetInt32("Score")!.Value)));
    }

    [Theory]
    [InlineData("""{"first":0,"posts":[]}""")]
    [InlineData("""{"first":-1,"posts":["a"]}""")]
    [InlineData("""{"first":999999999999,"posts":["a"]}""")]
    [InlineData("""{"first":0,"posts":["a"],"analysisMs":1001}""")]
    public async Task Bad_batches_are_refused(string payload)
    {
        await using var app = WorkItemsApp.Join(azurite, services => services.AddPosts());

        var refused = Assert.Throws<ArgumentException>(() => app.Read($$"""{"handler":"score-posts","payload":{{payload}}}"""));

        Assert.Contains("payload", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Posts:MaxConnections", "0")]
    [InlineData("Posts:Connection", " ")]
    public async Task Bad_setting_is_named(string key, string value)
    {
        await using var app = WorkItemsApp.Join(azurite, services => services.AddPosts(), (key, value));

        var refused = Assert.Throws<OptionsValidationException>(() => app.Get<IOptions<PostsOptions>>().Value);

        Assert.Contains(key.Replace(":", "__", StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
    }
}
