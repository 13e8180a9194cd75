using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Input;

public sealed class FileGlobTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FileGlobTests()
    {
        foreach (var file in (string[])["in/a.txt", "in/b.xml", "in/sub/c.txt", "in/sub/deep/d.txt", "in/sub2/e.txt", "out/secret.txt"])
        {
            _folder.Write(file, "text");
        }
    }

    [Theory]
    [InlineData("in/a.txt", "in/a.txt")]
    [InlineData("in/*.txt", "in/a.txt")]
    [InlineData("in/?.txt", "in/a.txt")]
    [InlineData("in/*", "in/a.txt in/b.xml")]
    [InlineData("in/**/*.txt", "in/a.txt in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in/**", "in/a.txt in/b.xml in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in", "in/a.txt in/b.xml in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in/sub", "in/sub/c.txt in/sub/deep/d.txt")]
    [InlineData("in/sub*/*.txt", "in/sub/c.txt in/sub2/e.txt")]
    [InlineData("in/**/deep/*", "in/sub/deep/d.txt")]
    [InlineData("in/**/sub/**/*.txt", "in/sub/c.txt in/sub/deep/d.txt")]
    [InlineData("in/**/**/**/*.txt", "in/a.txt in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in/./sub/../a.txt", "in/a.txt")]
    [InlineData("*/a.txt", "in/a.txt")]
    [InlineData("**/*.xml", "in/b.xml")]
    public void Pattern_matches(string pattern, string expected) => Assert.Equal(expected, Match(pattern));

    [Theory]
    [InlineData("out/secret.txt")]
    [InlineData("out/*")]
    [InlineData("out")]
    [InlineData("in/../out/secret.txt")]
    [InlineData("in/sub/../../out/*")]
    public void Path_outside_the_roots_is_refused(string pattern)
    {
        var error = Assert.Throws<InputRejectedException>(() => Match(pattern));

        Assert.Equal("input.files[0]", error.Field);
        Assert.Contains("outside", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/*")]
    [InlineData("../../../../../../../../etc/passwd")]
    public void Absolute_path_outside_the_roots_is_refused(string pattern) =>
        Assert.Contains("outside", Assert.Throws<InputRejectedException>(() => Glob("in").Add("f", pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("in/missing.txt")]
    [InlineData("in/*.pdf")]
    [InlineData("in/missing/**")]
    [InlineData("in/a.txt/*")]
    [InlineData("*.txt")]
    public void Pattern_that_matches_nothing_is_refused(string pattern) =>
        Assert.Contains("matches no file", Assert.Throws<InputRejectedException>(() => Match(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("in/\0")]
    [InlineData("in/*/../../out/*")]
    public void Malformed_pattern_is_refused(string pattern) =>
        Assert.Throws<InputRejectedException>(() => Glob("in").Add("f", pattern.Length < 2 ? pattern : _folder[pattern]));

    [Fact]
    public void Link_to_a_file_outside_is_refused_however_it_is_reached()
    {
        File.CreateSymbolicLink(_folder["in/link.txt"], _folder["out/secret.txt"]);

        foreach (var pattern in (string[])["in/link.txt", "in/*.txt", "in/**", "in"])
        {
            Assert.Contains("link that leads outside", Assert.Throws<InputRejectedException>(() => Match(pattern)).Message, StringComparison.Ordinal);
        }

        Assert.Equal("in/b.xml", Match("in/*.xml"));
    }

    [Fact]
    public void Link_to_a_folder_outside_is_refused_however_it_is_reached()
    {
        Directory.CreateSymbolicLink(_folder["in/sub/link"], _folder["out"]);

        foreach (var pattern in (string[])["in/sub/link/secret.txt", "in/sub/link", "in/sub/*/secret.txt", "in/**/*.txt"])
        {
            Assert.Contains("link that leads outside", Assert.Throws<InputRejectedException>(() => Match(pattern)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Chain_of_links_is_judged_by_its_end()
    {
        Directory.CreateSymbolicLink(_folder["in/one"], "two");
        Directory.CreateSymbolicLink(_folder["in/two"], "../out");

        Assert.Throws<InputRejectedException>(() => Match("in/one/secret.txt"));
    }

    [Fact]
    public void Link_that_stays_inside_is_followed_and_a_file_counts_once()
    {
        Directory.CreateSymbolicLink(_folder["in/again"], "sub");
        File.CreateSymbolicLink(_folder["in/same.txt"], "a.txt");

        Assert.Equal("in/sub/c.txt in/sub/deep/d.txt", Match("in/again/**"));
        Assert.Equal("in/a.txt", Match("in/same.txt"));
        Assert.Equal("in/a.txt in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt", Match("in/**/*.txt"));
    }

    [Fact]
    public void Circle_of_links_ends()
    {
        Directory.CreateSymbolicLink(_folder["in/sub/up"], "..");
        File.CreateSymbolicLink(_folder["in/loop1"], "loop2");
        File.CreateSymbolicLink(_folder["in/loop2"], "loop1");

        Assert.Equal("in/a.txt in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt", Match("in/**/*.txt"));
        Assert.Throws<InputRejectedException>(() => Match("in/loop1"));
    }

    [Fact]
    public void Root_may_be_a_link_or_a_single_file()
    {
        Directory.CreateSymbolicLink(_folder["root"], "in/sub");
        File.CreateSymbolicLink(_folder["file"], "out/secret.txt");

        var glob = Glob("root", "file");
        Assert.Equal(1, glob.Add("f", _folder["root/*.txt"]));
        Assert.Equal(1, glob.Add("f", _folder["file"]));
        Assert.Equal([_folder["in/sub/c.txt"], _folder["out/secret.txt"]], glob.Files.Select(file => file.FullName));
    }

    [Fact]
    public void Sibling_whose_name_begins_like_a_root_is_outside()
    {
        _folder.Write("in-other/f.txt", "text");

        Assert.Throws<InputRejectedException>(() => Match("in-other/f.txt"));
    }

    [Fact]
    public void Pattern_above_the_roots_finds_what_is_below_them() => Assert.Equal("in/a.txt in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt", Match("**/*.txt"));

    [Fact]
    public void File_whose_name_looks_like_a_pattern_can_be_named()
    {
        _folder.Write("in/[1]*?.txt", "text");

        Assert.Equal("in/[1]*?.txt", Match("in/[1]*?.txt"));
    }

    [Theory]
    [InlineData("in/**", "in/a.txt in/b.xml in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in", "in/a.txt in/b.xml in/sub/c.txt in/sub/deep/d.txt in/sub2/e.txt")]
    [InlineData("in/*/*.txt", "in/sub/c.txt in/sub2/e.txt")]
    [InlineData("in/.local/*.txt", "in/.local/f.txt")]
    [InlineData("in/.local", "in/.local/f.txt")]
    public void What_the_host_keeps_is_read_only_when_it_is_named(string pattern, string expected)
    {
        _folder.Write("in/.local/f.txt", "text");

        Assert.Equal(expected, Match(pattern));
    }

    [Fact]
    public void Number_of_files_is_bounded()
    {
        var glob = new FileGlob(InputRoots.Resolve([_folder["in"]]), maxFiles: 2, []);

        Assert.Contains("MapReduce__MaxInputs", Assert.Throws<InputRejectedException>(() => glob.Add("f", _folder["in/**"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FileGlob Glob(params string[] roots) => new(InputRoots.Resolve([.. roots.Select(root => _folder[root])]), 1000, [_folder["in/.local"]]);

    private string Match(string pattern)
    {
        var glob = Glob("in");
        glob.Add("input.files[0]", _folder[pattern]);
        return string.Join(' ', glob.Files.Select(file => Path.GetRelativePath(_folder.Path, file.FullName)));
    }
}
