using WorkDistribution.Cli.Run;

namespace WorkDistribution.Cli.Tests.Run;

public sealed class InputSelectionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-input-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void From_file_selects_itself_and_allows_its_folder()
    {
        var file = Path.Combine(folder.FullName, "a.txt");
        File.WriteAllText(file, "words");

        var selection = InputSelection.From(["a.txt"], folder.FullName, "unused");

        Assert.Equal([file], selection.Patterns);
        Assert.Equal([folder.FullName], selection.Roots);
    }

    [Fact]
    public void From_folder_selects_everything_below_it()
    {
        var selection = InputSelection.From(["."], folder.FullName, "unused");

        Assert.Equal([Path.Combine(folder.FullName, "**", "*")], selection.Patterns);
        Assert.Equal([folder.FullName], selection.Roots);
    }

    [Theory]
    [InlineData("logs/*.txt", "logs")]
    [InlineData("logs/2026-*/app?.log", "logs")]
    [InlineData("*.txt", "")]
    public void From_pattern_allows_the_folder_before_its_first_wildcard(string pattern, string root)
    {
        var selection = InputSelection.From([pattern], folder.FullName, "unused");

        Assert.Equal([Path.Combine(folder.FullName, pattern)], selection.Patterns);
        Assert.Equal([Path.Combine(folder.FullName, root).TrimEnd('/')], selection.Roots);
    }

    [Fact]
    public void From_no_path_selects_the_default_pattern()
    {
        var pattern = Path.Combine(folder.FullName, "**", "*.xml");

        var selection = InputSelection.From([], "/", pattern);

        Assert.Equal([pattern], selection.Patterns);
        Assert.Equal([folder.FullName], selection.Roots);
    }

    [Fact]
    public void From_missing_path_is_bad_usage_that_names_it()
    {
        var mistake = Assert.Throws<UsageException>(() => InputSelection.From(["missing.txt"], folder.FullName, "unused"));

        Assert.Contains("missing.txt", mistake.Message, StringComparison.Ordinal);
    }
}
