using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class UserJobTests
{
    private static readonly (string, string)[] Documents = [("a.txt", "one two\nthree four five\n"), ("b.txt", "six\nseven eight\n\nnine")];

    [Fact]
    public async Task A_counting_job_counts_lines_by_length()
    {
        var parts = await InMemoryJob.RunAsync(static () => new LineLengths(), Documents, splitBytes: 3, reducers: 1);
        Assert.Equal("0\t1\n11\t1\n15\t1\n3\t1\n4\t1\n7\t1\n", parts[0]);
    }

    [Fact]
    public async Task A_counting_job_may_leave_keys_out()
    {
        var parts = await InMemoryJob.RunAsync(static () => new FrequentInitials(), Documents, reducers: 1);
        Assert.Equal("f\t2\ns\t2\nt\t2\n", parts[0]);
    }

    [Fact]
    public async Task A_pair_job_takes_the_longest_word_of_each_input_with_a_combiner()
    {
        var parts = await InMemoryJob.RunAsync(static () => new LongestWord(), Documents, splitBytes: 4, reducers: 2);
        Assert.Equal("a.txt\tthree\nb.txt\teight\n", string.Concat(string.Concat(parts).Split('\n').Order().Where(static l => l != "").Select(static l => l + "\n")));
    }

    [Fact]
    public async Task Sorted_values_come_in_order_and_unread_values_are_skipped()
    {
        var parts = await InMemoryJob.RunAsync(static () => new Smallest(), [("x", "b 3\na 2\nb -1\na 10\nb 2\n")], splitBytes: 5, reducers: 1);
        Assert.Equal("a\t2\nb\t-1\n", parts[0]);
    }

    [Fact]
    public async Task Keys_and_values_are_escaped_so_that_a_line_is_a_record()
    {
        var parts = await InMemoryJob.RunAsync(static () => new Awkward(), [("x", "y")], reducers: 1);
        Assert.Equal("a\\tb\\nc\\\\d\\r\tv\\n\tw\\\\\n", parts[0]);
    }

    [Fact]
    public void A_registered_job_is_made_by_name_and_its_parameters_are_checked()
    {
        var jobs = JobRegistry.CreateDefault().Add("line-lengths", static _ => new LineLengths());
        Assert.Equal(["grep", "inverted-index", "line-lengths", "sort", "word-count"], jobs.Names);
        Assert.True(jobs.TryCreate("LINE-LENGTHS", null, out var job));
        Assert.IsType<LineLengths>(job);
        Assert.False(jobs.TryCreate("nothing", null, out _));
        Assert.Throws<ArgumentException>(() => jobs.Add("grep", static _ => new LineLengths()));
    }

    [Theory]
    [InlineData("grep", "", "", "parameters.pattern")]
    [InlineData("grep", "pattern", "(", "parameters.pattern")]
    [InlineData("grep", "pattern", "", "parameters.pattern")]
    [InlineData("grep", "patern", "x", "parameters.pattern")]
    [InlineData("word-count", "pattern", "x", "parameters.pattern")]
    public void A_wrong_parameter_is_a_user_error_that_names_the_field(string name, string parameter, string value, string field)
    {
        var parameters = parameter == "" ? null : new Dictionary<string, string> { [parameter] = value };
        var error = Assert.Throws<JobParameterException>(() => JobRegistry.CreateDefault().TryCreate(name, parameters, out _));
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public void A_wrong_flag_names_the_field()
    {
        var parameters = new Dictionary<string, string> { ["pattern"] = "x", ["ignoreCase"] = "maybe" };
        var error = Assert.Throws<JobParameterException>(() => JobRegistry.CreateDefault().TryCreate("grep", parameters, out _));
        Assert.Equal("parameters.ignoreCase", error.Field);
    }

    [Fact]
    public void A_pattern_that_explodes_is_a_user_error()
    {
        var pattern = LinePattern.Create("^(a+)+$", ignoreCase: false);
        var line = new byte[40];
        Array.Fill(line, (byte)'a');
        line[^1] = (byte)'!';
        Assert.Equal("parameters.pattern", Assert.Throws<JobParameterException>(() => pattern.IsMatch(line)).Field);
    }

    private sealed class LineLengths : CountingJob
    {
        public override void Map(in MapRecord record, CountEmitter emit) => emit.Add($"{record.Bytes.Length}");
    }

    private sealed class FrequentInitials : CountingJob
    {
        public override RecordFormat Format => RecordFormat.Text;

        public override void Map(in MapRecord record, CountEmitter emit) => emit.Add(record.Bytes[..1]);

        public override bool Keep(ReadOnlySpan<byte> key, long total) => total > 1;
    }

    private sealed class LongestWord : PairJob
    {
        public override RecordFormat Format => RecordFormat.Text;

        public override bool HasCombiner => true;

        public override void Map(in MapRecord record, PairEmitter emit) => emit.Emit(record.Input, record.Text);

        public override void Combine(ReadOnlySpan<byte> key, GroupValues values, CombinedValues combined) => combined.Add(Longest(values));

        public override void Reduce(ReadOnlySpan<byte> key, GroupValues values, PartWriter output) => output.Write(key, Longest(values));

        private static string Longest(GroupValues values)
        {
            var longest = "";
            while (values.MoveNext())
            {
                var word = values.CurrentText;
                if (word.Length > longest.Length || (word.Length == longest.Length && string.CompareOrdinal(word, longest) < 0))
                {
                    longest = word;
                }
            }

            return longest;
        }
    }

    private sealed class Smallest : PairJob
    {
        public override bool SortValues => true;

        public override void Map(in MapRecord record, PairEmitter emit) =>
            emit.Emit(record.Bytes[..1], long.Parse(record.Text[2..], System.Globalization.CultureInfo.InvariantCulture));

        public override void Reduce(ReadOnlySpan<byte> key, GroupValues values, PartWriter output)
        {
            Assert.True(values.MoveNext());
            output.Write(key, values.CurrentInt64);
        }
    }

    private sealed class Awkward : PairJob
    {
        public override void Map(in MapRecord record, PairEmitter emit) => emit.Emit("a\tb\nc\\d\r", "v\n\tw\\");

        public override void Reduce(ReadOnlySpan<byte> key, GroupValues values, PartWriter output)
        {
            foreach (var value in values)
            {
                output.Write(key, value);
            }
        }
    }
}
