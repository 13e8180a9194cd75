using Microsoft.DurableTask;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class PageableTests
{
    [Fact]
    public async Task Enumerating_fetches_pages_until_there_is_no_continuation()
    {
        List<string?> asked = [];
        AsyncPageable<int> pages = Pageable.Create((string? continuation, CancellationToken _) =>
        {
            asked.Add(continuation);
            int page = continuation is null ? 0 : int.Parse(continuation, System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult(new Page<int>([page * 2, page * 2 + 1], page == 2 ? null : $"{page + 1}"));
        });

        List<int> values = await pages.ToListAsync();

        Assert.Equal([0, 1, 2, 3, 4, 5], values);
        Assert.Equal([null, "1", "2"], asked);
    }

    [Fact]
    public async Task AsPages_starts_at_the_continuation_with_the_size_asked_for()
    {
        AsyncPageable<string> pages = Pageable.Create((string? continuation, int? size, CancellationToken _)
            => Task.FromResult(new Page<string>([$"{continuation}/{size}"])));

        Page<string> only = Assert.Single(await pages.AsPages("next", 7).ToListAsync());

        Assert.Equal(["next/7"], only.Values);
    }
}
