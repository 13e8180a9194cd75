using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Tests.ObjectStore;

public sealed class ObjectNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b/part-r-00000")]
    [InlineData("a.b_c-D/0")]
    public void Valid_names_are_returned(string name)
    {
        Assert.Equal(name, ObjectName.Validate(name));
        Assert.Equal(name + "/", ObjectName.ValidatePrefix(name + "/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a/.tmp-x")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public void Names_that_could_escape_or_clash_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => ObjectName.Validate(name));
        Assert.Throws<ArgumentException>(() => ObjectName.ValidatePrefix(name + "/"));
    }

    [Fact]
    public void Names_are_bounded_in_length_and_depth()
    {
        Assert.Throws<ArgumentException>(() => ObjectName.Validate(new string('a', 129)));
        Assert.Throws<ArgumentException>(() => ObjectName.Validate(string.Join('/', Enumerable.Repeat("a", 33))));
        Assert.Throws<ArgumentException>(() => ObjectName.Validate(string.Join('/', Enumerable.Repeat(new string('a', 100), 6))));
        Assert.Throws<ArgumentException>(() => ObjectName.ValidatePrefix("a"));
    }
}
