namespace WorkDistribution.Simulation.Tests;

public sealed class CommandTests
{
    [Fact]
    public void Seeds_that_pass_exit_with_zero()
    {
        using var output = new StringWriter();

        Assert.Equal(0, SimulationCommand.Run(["--seeds", "3", "--first-seed", "7"], output, TextWriter.Null));
        Assert.StartsWith("3 seeds", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds")]
    [InlineData("--seeds", "many")]
    [InlineData("--depth", "3")]
    public void Wrong_arguments_exit_with_two_and_the_usage(params string[] arguments)
    {
        using var error = new StringWriter();

        Assert.Equal(2, SimulationCommand.Run(arguments, TextWriter.Null, error));
        Assert.Contains("Usage:", error.ToString(), StringComparison.Ordinal);
    }
}
