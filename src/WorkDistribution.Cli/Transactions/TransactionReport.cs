using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace WorkDistribution.Cli.Transactions;

/// <summary>Transactions, their logs and accounts as text.</summary>
internal static class TransactionReport
{
    public static void Write(TransactionAnswer transaction, TextWriter output)
    {
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumn("").AddColumn("account").AddColumn(new TableColumn("change").RightAligned()).AddColumn("vote").AddColumn("says");
        foreach (var participant in transaction.Participants)
        {
            table.AddRow(
                new Text(participant.Name),
                new Text(participant.Account),
                new Text(participant.Delta.ToString("+#;-#;0", CultureInfo.InvariantCulture)),
                new Text(participant.Vote ?? "none"),
                new Text(participant.Reason ?? ""));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
        output.WriteLine($"{transaction.Id}: {transaction.State}{(transaction.Reason is null ? "" : $" ({transaction.Reason})")}");
        Write(transaction.Messages, output);
    }

    public static void Write(LogAnswer log, TextWriter output)
    {
        foreach (var entry in log.Entries)
        {
            output.WriteLine($"{entry.At:yyyy-MM-dd HH:mm:ss.fff}Z {entry.Entry}");
        }

        output.WriteLine(string.Join(", ", log.Participants.Select(static participant => $"{participant.Key} = {participant.Value}")));
        Write(log.Messages, output);
    }

    public static void Write(AccountAnswer account, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{account.Id}: {account.Balance}{(account.Prepared is { ValueKind: JsonValueKind.Object } prepared ? $", locked by {prepared}" : "")}"));

    private static void Write(MessageCount messages, TextWriter output) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"messages: {messages.Plain - messages.Saved} of {messages.Plain}, {messages.Saved} saved"));
}
