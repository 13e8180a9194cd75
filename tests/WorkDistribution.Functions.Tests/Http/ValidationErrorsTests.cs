using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Tests.Http;

public sealed class ValidationErrorsTests
{
    [Fact]
    public void However_much_is_wrong_the_answer_stays_small()
    {
        var errors = new ValidationErrors();
        for (var i = 0; i < 5_000; i++)
        {
            errors.Add($"{i} {new string('n', 10_000)}", "is not known here.");
        }

        Assert.Equal(101, errors.Messages.Count);
        Assert.Equal("More is wrong than is listed.", Assert.Single(errors.Messages[""]));
        Assert.All(errors.Messages.Keys, field => Assert.InRange(field.Length, 0, 129));
    }
}
