using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class MapTaskTests
{
    [Fact]
    public async Task A_slow_stream_that_reads_a_few_bytes_at_a_time_gives_the_same_counts()
    {
        await Gen.Select(Texts.Any, Gen.Int[1, 100], Gen.Int[1, 9]).SampleAsync(
            static async (text, readBytes, chunk) =>
            {
                var (output, _) = await MapAsync("word-count", text, text.Length, () => new TricklingStream(text, chunk), readBytes);
                Assert.Equal(Reference.Words(text).Count, output.Emitted);
                Assert.Equal(Reference.Count([text]).Count, output.Shuffled);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task Progress_adds_up_to_the_bytes_of_the_split()
    {
        var text = new byte[100_000];
        Array.Fill(text, (byte)' ');
        var progress = new Sum();
        await MapAsync("word-count", text, text.Length, () => new TricklingStream(text, 7_000), 4_096, progress);
        Assert.Equal(text.Length, progress.Total);
    }

    [Fact]
    public async Task Nothing_emitted_writes_no_run()
    {
        var (output, runs) = await MapAsync("word-count", "... ---"u8.ToArray(), 7, null, 4_096);
        Assert.Empty(output.Runs);
        Assert.Empty(runs);
    }

    [Fact]
    public async Task Segments_tile_the_run()
    {
        var (output, runs) = await MapAsync("word-count", "a b c d e f g h i j k l m n o p"u8.ToArray(), 31, null, 4_096);
        var run = Assert.Single(output.Runs);
        Assert.Equal(runs[0].ToArray().Length, run.PartitionBytes.Sum());
        var last = run.Segment(2);
        Assert.Equal(runs[0].ToArray().Length, last.Offset + last.Length);
    }

    [Fact]
    public async Task An_input_that_shrank_since_planning_fails_and_says_so()
    {
        var error = await Assert.ThrowsAsync<EndOfStreamException>(() => MapAsync("word-count", "abc"u8.ToArray(), 10, null, 4_096));
        Assert.Contains("changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_read_fails_the_task_with_its_own_error()
    {
        var text = Encoding.UTF8.GetBytes(new string('a', 50_000));
        await Assert.ThrowsAsync<IOException>(() => MapAsync(
            "word-count", text, text.Length, () => new TricklingStream(text, 1_000) { FailAt = 20_000 }, 4_096));
    }

    [Fact]
    public async Task A_cancelled_task_stops()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MapAsync(
            "word-count", "a b"u8.ToArray(), 3, null, 1, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task A_line_above_the_bound_is_a_user_error()
    {
        var text = new byte[MapOptions.MaxLineBytes + 3_000_000];
        Array.Fill(text, (byte)'a');
        var error = await Assert.ThrowsAsync<JobInputException>(() => MapAsync("sort", text, text.Length, null, 1024 * 1024));
        Assert.Equal("input", error.Field);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gigantic_word_is_read_in_bounded_memory()
    {
        var text = new byte[64 * 1024 * 1024];
        Array.Fill(text, (byte)'a');
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (output, _) = await MapAsync("word-count", text, text.Length, null, 128 * 1024);
        Assert.Equal(1024, output.Emitted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    private static async Task<(MapOutput Output, List<MemoryStream> Runs)> MapAsync(
        string name,
        byte[] text,
        int length,
        Func<Stream>? open,
        int readBytes,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var runs = new List<MemoryStream>();
        var output = await MapTask.RunAsync(
            Runner.Job(name)(),
            new InputSplit(0, [new InputRange("x", 0, length)]),
            (_, _) => new ValueTask<Stream>(open?.Invoke() ?? new MemoryStream(text)),
            new MapOptions { Partitions = 3, SplitCount = 1, ReadBytes = readBytes },
            (_, _) =>
            {
                runs.Add(new MemoryStream());
                return new ValueTask<Stream>(runs[^1]);
            },
            progress,
            cancellationToken);
        return (output, runs);
    }

    private sealed class Sum : IProgress<long>
    {
        public long Total { get; private set; }

        public void Report(long value) => Total += value;
    }
}
