namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>The official listing, the deviations from it, and our own API in the same format.</summary>
internal static class OfficialApi
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "official-api");

    /// <summary>Every line of the official assemblies.</summary>
    public static IReadOnlySet<string> Listing { get; } = Directory
        .EnumerateFiles(Path.Combine(Folder, "listing"), "*.txt")
        .SelectMany(File.ReadLines)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every line of ours in a <c>Microsoft</c> namespace.</summary>
    public static IReadOnlySet<string> Ours { get; } = LocalRuntimeAssemblies.All
        .SelectMany(assembly => ApiDump.Of(assembly, type => IsMicrosoft(type.Namespace)))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Lines of ours that are right although the listing shows them differently.</summary>
    public static IReadOnlyList<ReasonedLine> Exceptions { get; } = ReasonedLine.Read(Path.Combine(Folder, "exceptions.txt"));

    /// <summary>Lines or whole types of the listing that we leave out.</summary>
    public static IReadOnlyList<ReasonedLine> Omissions { get; } = ReasonedLine.Read(Path.Combine(Folder, "omissions.txt"));

    private static bool IsMicrosoft(string? space) =>
        space is not null && (space == "Microsoft" || space.StartsWith("Microsoft.", StringComparison.Ordinal));
}
