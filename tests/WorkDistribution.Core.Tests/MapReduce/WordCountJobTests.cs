using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class WordCountJobTests
{
    [Fact]
    public async Task Counts_equal_a_naive_count_for_any_text_split_size_buffer_size_and_reducers()
    {
        var cases = Gen.Select(Texts.Any.Array[1, 4], Gen.Int[1, 300], Gen.Int[1, 70], Gen.Int[1, 4]);
        await cases.SampleAsync(
            async (texts, splitBytes, readBytes, reducers) =>
            {
                var parts = await RunAsync(texts, splitBytes, readBytes, reducers);
                Assert.Equal(Describe(texts), Describe(parts));
            },
            iter: 3000,
            print: static c => $"{string.Join(" | ", c.Item1.Select(Convert.ToHexString))} split {c.Item2} read {c.Item3} reducers {c.Item4}");
    }

    [Fact]
    public async Task Counts_equal_the_single_process_count()
    {
        var texts = Enumerable.Range(0, 20).Select(static i => Encoding.UTF8.GetBytes(
            string.Join(' ', Enumerable.Range(0, 5000).Select(n => $"word{n * i % 977} Naïve{n % 13}\n")))).ToArray();
        var parts = await RunAsync(texts, 10_000, 4096, 3);
        var counted = WordCounter.Count(
            texts.Select(static (text, i) => ($"{i}", (long)text.Length)),
            range => new MemoryStream(texts[int.Parse(range.Input, null)]) { Position = range.Offset },
            threads: 2);
        Assert.Equal(string.Concat(counted.Entries.Select(static e => $"{e.Key}\t{e.Value}\n")), Describe(parts));
        Assert.Equal(counted.Total, parts.Sum(static part => part.Counters.TotalCount));
        Assert.Equal(counted.Distinct, parts.Sum(static part => part.Counters.DistinctKeys));
    }

    private static Task<IReadOnlyList<InMemoryPart>> RunAsync(byte[][] texts, int splitBytes, int readBytes, int reducers) =>
        InMemoryJob.RunAsync(
            static () => new WordCountJob(),
            texts.Select(static (text, i) => (text, i)).ToDictionary(static t => $"{t.i}", static t => t.text),
            splitBytes,
            reducers,
            o => o with { ReadBytes = readBytes });

    private static string Describe(byte[][] texts) =>
        string.Concat(Reference.Count(texts).Select(static pair => $"{pair.Key}\t{pair.Value}\n"));

    private static string Describe(IReadOnlyList<InMemoryPart> parts) => string.Concat(parts
        .SelectMany(static part => Encoding.UTF8.GetString(part.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .OrderBy(static line => line.Split('\t')[0], Utf8Order.Instance)
        .Select(static line => line + "\n"));
}
