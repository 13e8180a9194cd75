using WorkDistribution.Cli.Api;

namespace WorkDistribution.Cli.Tests.Api;

public sealed class ProblemTextTests
{
    [Fact]
    public void Read_shows_the_detail_and_every_field()
    {
        var text = ProblemText.Read("""{"title":"Bad request","detail":"The job cannot run.","errors":{"reducers":["Must be at least 1."],"input":["Empty."]}}""");

        Assert.Equal(string.Join(Environment.NewLine, "The job cannot run.", "  reducers: Must be at least 1.", "  input: Empty."), text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[1]")]
    [InlineData("""{"other":1}""")]
    public void Read_of_something_else_is_null(string body) => Assert.Null(ProblemText.Read(body));
}
