using CsCheck;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskVersionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Absent_version_is_unversioned(string? text)
    {
        TaskVersion version = text;

        Assert.Equal(TaskVersion.Unversioned, version);
        Assert.Equal(default(TaskVersion).GetHashCode(), version.GetHashCode());
        Assert.Equal(string.Empty, version.Version);
    }

    [Fact]
    public void White_space_is_no_version()
        => Assert.Throws<ArgumentException>("version", () => new TaskVersion(" \t"));

    [Fact]
    public void Versions_that_differ_by_case_are_equal()
        => Assert.True(new TaskVersion("1.0-Beta") == new TaskVersion("1.0-BETA"));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData(" ", "", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "10.0", -1)]
    [InlineData("1.0.0", "1.0", 1)]
    [InlineData("alpha", "BETA", -1)]
    [InlineData("Beta", "BETA", 0)]
    [InlineData("v10", "v2", -1)]
    public void CompareVersions_orders(string source, string other, int expected)
        => Assert.Equal(expected, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(source, other)));

    [Fact]
    public void CompareVersions_is_antisymmetric()
    {
        Gen<string> version = Gen.OneOf(
            Gen.OneOf(Gen.Const(""), Gen.Const(" "), Gen.Const("beta"), Gen.Const("Beta"), Gen.Const("v1")),
            Gen.Int[0, 12].Array[2, 4].Select(parts => string.Join('.', parts)));

        Gen.Select(version, version).Sample((a, b) => Assert.Equal(
            Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(a, b)),
            -Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(b, a))));
    }
}
