using Azure.Storage.Blobs;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.ObjectStore;

[Collection(AzuriteTests.Name)]
public sealed class BlobObjectStoreTests : ObjectStoreContract
{
    private readonly BlobContainerClient _container;

    public BlobObjectStoreTests(AzuriteFixture azurite)
    {
        _container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"objects-{Guid.NewGuid():N}");
        Store = new BlobObjectStore(_container);
    }

    protected override IObjectStore Store { get; }

    [Fact]
    public void Location_is_container_and_prefix() => Assert.Equal($"{_container.Name}/job/output", Store.Locate("job/output/"));

    [Fact]
    public async Task Container_that_does_not_exist_is_empty()
    {
        Assert.Empty(await ListAsync("job/"));
        Assert.False(await Store.ExistsAsync("job/a"));
        await Store.DeletePrefixAsync("job/");
    }

    [Fact]
    public async Task Two_writers_of_one_large_object_end_with_one_whole_object()
    {
        var bytes = new byte[9 * 1024 * 1024];
        await using var first = await Store.CreateAsync("job/a");
        await using var second = await Store.CreateAsync("job/a");
        await first.Content.WriteAsync(bytes);
        await second.Content.WriteAsync(bytes);

        await first.CommitAsync();
        await Assert.ThrowsAsync<IOException>(() => second.CommitAsync());

        await using var stream = await Store.OpenReadAsync("job/a");
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.Equal(bytes.Length, read.Length);
    }
}
