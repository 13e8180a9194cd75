using System.Globalization;
using Spectre.Console;

namespace WorkDistribution.Cli.Saga;

/// <summary>A saga as text.</summary>
internal static class SagaReport
{
    public static void Write(SagaAnswer saga, TextWriter output)
    {
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumn("step").AddColumn("state").AddColumn(new TableColumn("attempts").RightAligned()).AddColumn("compensation").AddColumn("says");
        foreach (var step in saga.Steps)
        {
            table.AddRow(
                new Text(step.Step),
                new Text(step.State),
                new Text(Number(step.Attempts)),
                new Text(step.CompensationAttempts == 0 ? step.Compensation : $"{step.Compensation} ({Number(step.CompensationAttempts)})"),
                new Text(step.CompensationError ?? step.Error ?? step.Result ?? (step.WaitsUntil is { } until ? $"waits until {until:u}" : "")));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
        foreach (var decision in saga.Decisions)
        {
            output.WriteLine($"{decision.At:u} {decision.By}: {decision.Action} {decision.Step} ({decision.Reason ?? "no reason given"})");
        }

        output.WriteLine($"{saga.Saga} {saga.Id}: {saga.State}{(saga.Reason is null ? "" : $" ({saga.Reason})")}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
