namespace LocalRuntime.Contracts.Tests.PublicApi;

public sealed class OfficialApiTests
{
    [Fact]
    public void Assemblies_under_the_rule_are_all_of_the_local_runtime() =>
        Assert.Equal(
            ["LocalRuntime.Contracts", "LocalRuntime.Engine", "LocalRuntime.Host"],
            LocalRuntimeAssemblies.All.Select(assembly => assembly.GetName().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_public_type_and_member_of_ours_stands_in_the_official_listing()
    {
        HashSet<string> allowed = [.. OfficialApi.Exceptions.Select(exception => exception.Text)];
        AssertNone(
            "These lines of ours are in a Microsoft namespace, but not in the official listing",
            OfficialApi.Ours.Where(line => !OfficialApi.Listing.Contains(line) && !allowed.Contains(line)));
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        AssertNone(
            "These exceptions are stale: we no longer have the line, or the listing has it now",
            OfficialApi.Exceptions.Select(exception => exception.Text)
                .Where(line => !OfficialApi.Ours.Contains(line) || OfficialApi.Listing.Contains(line)));

    [Fact]
    public void Every_official_type_and_member_is_ours_unless_it_is_left_out_for_a_reason() =>
        AssertNone(
            "These official lines are missing",
            OfficialApi.Listing.Where(line => !OfficialApi.Ours.Contains(line) && !OfficialApi.Omissions.Any(o => o.Covers(line))));

    [Fact]
    public void Every_omission_is_still_one() =>
        AssertNone(
            "These omissions are stale: the listing has no such line, or we have it",
            OfficialApi.Omissions.Where(omission => !OfficialApi.Listing.Any(omission.Covers) || OfficialApi.Ours.Any(omission.Covers))
                .Select(omission => omission.Text));

    private static void AssertNone(string message, IEnumerable<string> lines)
    {
        string[] found = [.. lines.Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{message} ({found.Length}):{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
