using System.Globalization;

namespace WorkDistribution.Cli.Transactions;

/// <summary>A check as the command line writes it: <c>ACCOUNT:MINIMUM</c>.</summary>
internal sealed record BalanceCheck(string Account, int Minimum)
{
    /// <exception cref="UsageException">The text is none.</exception>
    public static BalanceCheck Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } account, var minimum] && int.TryParse(minimum, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new BalanceCheck(account, number)
            : throw new UsageException($"'{text}' is no check: write ACCOUNT:MINIMUM, for example mary:5.");
}
