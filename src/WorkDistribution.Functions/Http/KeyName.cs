namespace WorkDistribution.Functions.Http;

/// <summary>Names that become keys of tables and entities.</summary>
internal static class KeyName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>What a name must be, for complaints.</summary>
    public const string Rule = "must hold letters, digits, '.', '-' and '_' only.";

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= MaxLength && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
