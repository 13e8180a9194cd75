namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Names of goods, customers and zones: they become keys of tables.</summary>
internal static class AccountName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>What a name must be, for complaints.</summary>
    public const string Rule = "must hold letters, digits, '.', '-' and '_' only.";

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= MaxLength && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
