using System.Text;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Tests.ObjectStore;

/// <summary>What both backends promise.</summary>
public abstract class ObjectStoreContract
{
    private const int LargerThanABlock = 20 * 1024 * 1024;

    protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task Committed_object_is_read_back_from_any_offset()
    {
        await WriteAsync("job/a", "0123456789");

        Assert.Equal("0123456789", await ReadAsync("job/a"));
        Assert.Equal("789", await ReadAsync("job/a", 7));
        Assert.Equal("", await ReadAsync("job/a", 10));
        Assert.Equal("", await ReadAsync("job/a", 11));
    }

    [Fact]
    public async Task Empty_object_exists_and_is_empty()
    {
        await WriteAsync("job/empty", "");

        Assert.True(await Store.ExistsAsync("job/empty"));
        Assert.Equal("", await ReadAsync("job/empty"));
    }

    [Fact]
    public async Task Object_larger_than_a_block_is_read_back_whole()
    {
        var bytes = new byte[LargerThanABlock];
        new Random(7).NextBytes(bytes);
        await using (var writer = await Store.CreateAsync("job/large"))
        {
            writer.Content.Write(bytes.AsSpan(0, 5_000_000));
            await writer.Content.WriteAsync(bytes.AsMemory(5_000_000));
            await writer.CommitAsync();
        }

        await using var stream = await Store.OpenReadAsync("job/large", 3);
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.True(bytes.AsSpan(3).SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task Object_is_invisible_until_it_is_committed()
    {
        await using var writer = await Store.CreateAsync("job/b");
        await writer.Content.WriteAsync("text"u8.ToArray());

        Assert.False(await Store.ExistsAsync("job/b"));
        Assert.Empty(await ListAsync("job/"));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Store.OpenReadAsync("job/b"));

        await writer.CommitAsync();
        Assert.True(await Store.ExistsAsync("job/b"));
    }

    [Fact]
    public async Task Writer_disposed_without_commit_leaves_nothing_and_keeps_what_was_there()
    {
        await WriteAsync("job/c", "old");
        await using (var writer = await Store.CreateAsync("job/c"))
        {
            await writer.Content.WriteAsync("new"u8.ToArray());
        }

        Assert.Equal("old", await ReadAsync("job/c"));
        Assert.Equal(["job/c"], await ListAsync("job/"));
    }

    [Fact]
    public async Task Commit_replaces_an_object_of_the_same_name()
    {
        await WriteAsync("job/d", "a long first version");
        await WriteAsync("job/d", "second");

        Assert.Equal("second", await ReadAsync("job/d"));
    }

    [Fact]
    public async Task Reader_keeps_its_version_while_the_object_is_replaced()
    {
        await WriteAsync("job/e", "first");
        await using var stream = await Store.OpenReadAsync("job/e");
        await WriteAsync("job/e", "other");

        using var reader = new StreamReader(stream);
        Assert.Equal("first", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Listing_is_in_ordinal_order_and_holds_the_prefix_only()
    {
        await WriteAsync("job/x/2", "22");
        await WriteAsync("job/x/10", "1");
        await WriteAsync("job/x/a/1", "333");
        await WriteAsync("job/xy", "4");

        var listed = new List<StoredObject>();
        await foreach (var stored in Store.ListAsync("job/x/"))
        {
            listed.Add(stored);
        }

        Assert.Equal([new("job/x/10", 1), new("job/x/2", 2), new("job/x/a/1", 3)], listed);
        Assert.Empty(await ListAsync("nothing/"));
    }

    [Fact]
    public async Task Deleting_a_prefix_spares_its_neighbours_and_may_be_repeated()
    {
        await WriteAsync("job/x/1", "");
        await WriteAsync("job/x/y/2", "");
        await WriteAsync("job/xy/3", "");

        await Store.DeletePrefixAsync("job/x/");
        await Store.DeletePrefixAsync("job/x/");

        Assert.Equal(["job/xy/3"], await ListAsync("job/"));
    }

    [Fact]
    public async Task Missing_object_is_named_in_the_error()
    {
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(() => Store.OpenReadAsync("job/missing"));

        Assert.Equal("job/missing", error.Name);
        Assert.Contains("job/missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_validated_by_every_call()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenReadAsync("../a"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenReadAsync("a", -1));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CreateAsync("../a"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ExistsAsync("../a"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.DeletePrefixAsync("../"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync("../"));
        Assert.ThrowsAny<ArgumentException>(() => Store.Locate("../"));
    }

    protected async Task<List<string>> ListAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var stored in Store.ListAsync(prefix))
        {
            names.Add(stored.Name);
        }

        return names;
    }

    private async Task WriteAsync(string name, string text)
    {
        await using var writer = await Store.CreateAsync(name);
        await writer.Content.WriteAsync(Encoding.UTF8.GetBytes(text));
        await writer.CommitAsync();
    }

    private async Task<string> ReadAsync(string name, long offset = 0)
    {
        await using var stream = await Store.OpenReadAsync(name, offset);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
