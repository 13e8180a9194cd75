using Microsoft.DurableTask;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskFailureDetailsTests
{
    [Fact]
    public void FromException_keeps_the_chain_of_causes()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(
            new InvalidOperationException("outer", new TimeoutException("inner")));

        Assert.Equal("System.InvalidOperationException", details.ErrorType);
        Assert.Equal("outer", details.ErrorMessage);
        Assert.Equal("System.TimeoutException: inner", details.InnerFailure?.ToString());
    }

    [Fact]
    public void IsCausedBy_accepts_the_type_and_its_bases()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new ArgumentNullException("name"));

        Assert.True(details.IsCausedBy<ArgumentNullException>());
        Assert.True(details.IsCausedBy<ArgumentException>());
        Type any = typeof(Exception);
        Assert.True(details.IsCausedBy(any));
        Assert.False(details.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public void IsCausedBy_loads_types_of_the_application_and_of_packages()
    {
        Assert.True(TaskFailureDetails.FromException(new OutOfStockException()).IsCausedBy<InvalidOperationException>());
        Assert.True(TaskFailureDetails.FromException(new System.Text.Json.JsonException()).IsCausedBy<Exception>());
    }

    [Theory]
    [InlineData("No.Such.Exception")]
    [InlineData("")]
    public void IsCausedBy_of_an_unknown_type_is_false(string errorType)
        => Assert.False(new TaskFailureDetails(errorType, "gone", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_of_no_exception_type_throws()
        => Assert.Throws<ArgumentException>(() => TaskFailureDetails.FromException(new TimeoutException()).IsCausedBy(typeof(string)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TaskFailedException_keeps_its_details_when_recorded_again(bool hasInnerException)
    {
        TaskFailureDetails activity = new("System.TimeoutException", "late", "at X", null, new Dictionary<string, object?> { ["a"] = 1 });

        TaskFailedException caught = hasInnerException
            ? new TaskFailedException("Copy", 3, new RecordedFailureException(activity))
            : new TaskFailedException("Copy", 3, activity);
        TaskFailureDetails recordedAgain = TaskFailureDetails.FromException(caught);

        Assert.Equal(activity, caught.FailureDetails);
        Assert.Equal("Task 'Copy' (#3) failed with an unhandled exception: late", caught.Message);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", recordedAgain.ErrorType);
        Assert.Equal(activity, recordedAgain.InnerFailure);
        Assert.Equal(activity.Properties, recordedAgain.Properties);
    }

    private sealed class OutOfStockException : InvalidOperationException;
}
