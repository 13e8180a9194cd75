using Microsoft.DurableTask;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskNameTests
{
    [Fact]
    public void Names_that_differ_by_case_are_equal()
    {
        TaskName lower = "count_words";
        TaskName upper = new("Count_WORDS");

        Assert.True(lower == upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.True(lower != new TaskName("count-words"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Converting_an_absent_text_gives_the_default_name(string? text)
    {
        TaskName name = text!;

        Assert.Equal(default, name);
        Assert.Null(name.Name);
        Assert.Equal(0, name.GetHashCode());
    }

    [Fact]
    public void Converting_to_text_keeps_the_case()
    {
        string text = new TaskName("CountWords");

        Assert.Equal("CountWords", text);
        Assert.Equal("CountWords", new TaskName("CountWords").ToString());
    }
}
