using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.ObjectStore;

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderObjectStoreTests()
    {
        Store = new FolderObjectStore(_folder["objects"]);
    }

    protected override IObjectStore Store { get; }

    [Fact]
    public void Location_is_a_path() => Assert.Equal(_folder["objects/job/output"], Store.Locate("job/output/"));

    [Fact]
    public async Task Abandoned_writers_leave_no_file()
    {
        await using (var writer = await Store.CreateAsync("job/a"))
        {
            await writer.Content.WriteAsync("text"u8.ToArray());
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Writer_survives_the_deletion_of_its_prefix()
    {
        await using var writer = await Store.CreateAsync("job/a");
        await Store.DeletePrefixAsync("job/");
    }

    public void Dispose() => _folder.Dispose();
}
