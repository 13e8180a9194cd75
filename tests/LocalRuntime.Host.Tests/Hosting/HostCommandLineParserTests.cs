using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

public sealed class HostCommandLineParserTests
{
    private static readonly string Current = Path.GetTempPath();

    [Fact]
    public void Defaults_are_those_of_func_start_with_state_below_the_current_folder()
    {
        var options = HostCommandLineParser.Parse([], Current);

        Assert.Null(options.Port);
        Assert.Equal("127.0.0.1", options.Address);
        Assert.Equal(Path.Combine(Current, ".local"), options.StateDirectory);
        Assert.False(options.Verbose);
        Assert.Empty(options.Functions);
        Assert.Null(options.CorsOrigins);
    }

    [Theory]
    [InlineData("--port 8080 --state s --verbose --functions a b --cors *")]
    [InlineData("own --functions a b --unknown x --verbose --state=s --cors=* --port=8080")]
    public void Options_are_read_in_any_order_and_form_between_those_of_the_app(string line)
    {
        var options = HostCommandLineParser.Parse(line.Split(' '), Current);

        Assert.Equal(8080, options.Port);
        Assert.Equal(Path.Combine(Current, "s"), options.StateDirectory);
        Assert.True(options.Verbose);
        Assert.Equal(["a", "b"], options.Functions);
        Assert.Equal(["*"], options.CorsOrigins);
    }

    [Fact]
    public void Worker_takes_any_port_and_a_folder_of_its_own_unless_they_are_given()
    {
        var worker = HostCommandLineParser.Parse(["--worker", "--durable", "http://127.0.0.1:7071"], Current);
        var other = HostCommandLineParser.Parse(["--worker", "--state", "s", "--port", "8080"], Current);

        Assert.True(worker.Worker);
        Assert.Equal(0, worker.Port);
        Assert.True(worker.IsStateTemporary);
        Assert.NotEqual(worker.StateDirectory, HostCommandLineParser.Parse(["--worker"], Current).StateDirectory);
        Assert.Equal(8080, other.Port);
        Assert.False(other.IsStateTemporary);
        Assert.Equal(Path.Combine(Current, "s"), other.StateDirectory);
    }

    [Theory]
    [InlineData("--port -1", "--port needs a value")]
    [InlineData("--port x", "--port is \"x\"")]
    [InlineData("--port 65536", "--port is \"65536\"")]
    [InlineData("--state", "--state needs a value")]
    [InlineData("--durable", "--durable needs a value, for example: --durable http://127.0.0.1:7071")]
    [InlineData("--durable 127.0.0.1:7071", "--durable is \"127.0.0.1:7071\": the http or https address")]
    [InlineData("--durable ftp://host", "--durable is \"ftp://host\": the http or https address")]
    [InlineData("--durable http://host?code=x", "--durable is \"http://host?code=x\": the http or https address")]
    public void Bad_value_is_refused_with_what_is_allowed(string line, string expected)
    {
        var error = Assert.Throws<HostConfigurationException>(() => HostCommandLineParser.Parse(line.Split(' '), Current));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
