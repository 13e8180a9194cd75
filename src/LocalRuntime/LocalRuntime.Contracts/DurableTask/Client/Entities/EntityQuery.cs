namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities a query gives; what is <see langword="null"/> does not restrict it.</summary>
public record EntityQuery
{
    public const int DefaultPageSize = 100;

    private readonly string? _instanceIdStartsWith;

    /// <summary>The beginning of <c>@name@key</c>. The leading <c>@</c> may be left out, and the name be of any case.</summary>
    public string? InstanceIdStartsWith
    {
        get => _instanceIdStartsWith;
        init => _instanceIdStartsWith = value is null ? null : Normalize(value);
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    /// <summary>Whether entities without state are given too.</summary>
    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    private static string Normalize(string prefix)
    {
        string instanceId = prefix.StartsWith('@') ? prefix : $"@{prefix}";
        int keySeparator = instanceId.IndexOf('@', 1);
        int nameEnd = keySeparator < 0 ? instanceId.Length : keySeparator;
#pragma warning disable CA1308 // lower case is the stored form of entity names
        return instanceId[..nameEnd].ToLowerInvariant() + instanceId[nameEnd..];
#pragma warning restore CA1308
    }
}
