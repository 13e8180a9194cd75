namespace WorkDistribution.Cli.Tests;

public sealed class WdCommandTests
{
    [Theory]
    [InlineData("run", "no-such-job")]
    [InlineData("run", "word-count", "--top", "0")]
    [InlineData("run", "word-count", "--top", "many")]
    [InlineData("run", "word-count", "--reducers", "-1")]
    [InlineData("run", "word-count", "--split-bytes", "0")]
    [InlineData("run", "word-count", "--url", "not an address")]
    [InlineData("run", "word-count", "--no-such-option")]
    [InlineData("run", "grep")]
    [InlineData("run", "text-etl", "--on-error", "ignore")]
    [InlineData("run", "text-etl", "--parallel", "parse")]
    [InlineData("run", "text-etl", "no/such/file")]
    [InlineData("run", "word-count", "no/such/file")]
    [InlineData("worker", "--count", "0")]
    [InlineData("worker", "--count", "2", "--max", "3")]
    [InlineData("worker", "--min", "1")]
    [InlineData("worker", "--min", "3", "--max", "2")]
    [InlineData("worker", "--max", "2", "--queue", "Not_A_Queue")]
    [InlineData("worker", "--url", "not an address")]
    [InlineData("saga", "start", "order", "{no json")]
    [InlineData("saga", "start", "order", "@no/such/file")]
    [InlineData("saga", "resolve", "1", "--action", "undo", "--reason", "x")]
    [InlineData("saga", "resolve", "1", "--action", "skip")]
    [InlineData("tx", "start", "ada:grace")]
    [InlineData("tx", "start", "ada:grace:-1")]
    [InlineData("tx", "start", "ada:grace:1", "--check", "mary")]
    [InlineData("tx", "start")]
    [InlineData("tx", "open", "ada", "much")]
    [InlineData("run")]
    [InlineData("no-such-command")]
    public async Task InvokeAsync_bad_usage_ends_with_2_and_says_why(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.BadUsage, await WdCommand.InvokeAsync(args, output, error));

        Assert.StartsWith("wd: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_output_that_cannot_be_written_is_one_clear_error()
    {
        using var output = new FullDisk();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.JobFailed, await WdCommand.InvokeAsync(["--help"], output, error));

        Assert.Equal("wd: No space left on device." + Environment.NewLine, error.ToString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "word-count", "--help")]
    public async Task InvokeAsync_help_ends_with_0(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Done, await WdCommand.InvokeAsync(args, output, error));

        Assert.Contains("Usage:", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "word-count")]
    [InlineData("worker")]
    public async Task InvokeAsync_url_where_nothing_listens_ends_with_1_and_says_where(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.JobFailed, await WdCommand.InvokeAsync([.. args, "--url", "http://127.0.0.1:1"], output, error));

        Assert.Contains("http://127.0.0.1:1/", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device.");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device.");

        public override void Write(string? value) => throw new IOException("No space left on device.");
    }
}
