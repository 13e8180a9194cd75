using System.Globalization;

namespace WorkDistribution.Cli.Transactions;

/// <summary>A transfer as the command line writes it: <c>FROM:TO:AMOUNT</c>.</summary>
internal sealed record Transfer(string From, string To, int Amount)
{
    /// <exception cref="UsageException">The text is none.</exception>
    public static Transfer Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } from, { Length: > 0 } to, var amount] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Transfer(from, to, number)
            : throw new UsageException($"'{text}' is no transfer: write FROM:TO:AMOUNT, for example ada:grace:30.");
}
