using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Transactions;

/// <summary><c>wd tx start|status|log|open|account</c> on a running host.</summary>
internal static class TransactionCommand
{
    public static Command Create(TextWriter output, TextWriter error) => new("tx", "Transfer among accounts by two-phase commit on a running host.")
    {
        Start(output, error),
        Show<TransactionAnswer>("status", "Show decision, votes and messages.", "The transaction's id.", static id => $"api/transactions/{id}", TransactionReport.Write, output, error),
        Show<LogAnswer>("log", "Show the transaction log.", "The transaction's id.", static id => $"api/transactions/{id}/log", TransactionReport.Write, output, error),
        Show<AccountAnswer>("account", "Show an account.", "The account.", static id => $"api/accounts/{id}", TransactionReport.Write, output, error),
        Open(output, error),
    };

    private static Command Start(TextWriter output, TextWriter error)
    {
        var transfers = new Argument<string[]>("TRANSFER") { Description = "FROM:TO:AMOUNT, for example ada:grace:30.", Arity = ArgumentArity.OneOrMore };
        var checks = new Option<string[]>("--check") { HelpName = "ACCOUNT:MINIMUM", Description = "An account that must hold at least so much.", AllowMultipleArgumentsPerToken = true };
        var presumedAbort = new Option<bool>("--presumed-abort") { Description = "Aborts are not acknowledged." };
        var wait = new Option<bool>("--wait") { Description = "Wait until the transaction has ended." };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("start", "Start a transaction.") { transfers, checks, presumedAbort, wait, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["transfers"] = new JsonArray([.. parsed.GetRequiredValue(transfers).Select(Transfer.Parse)
                    .Select(static transfer => new JsonObject { ["from"] = transfer.From, ["to"] = transfer.To, ["amount"] = transfer.Amount })]),
                ["checks"] = new JsonArray([.. (parsed.GetValue(checks) ?? []).Select(BalanceCheck.Parse)
                    .Select(static check => new JsonObject { ["account"] = check.Account, ["minimum"] = check.Minimum })]),
                ["presumedAbort"] = parsed.GetValue(presumedAbort),
            };
            await using var host = await OpenAsync(parsed.GetValue(url), error, cancellationToken);
            var started = await host.Client.PostAsync<JsonElement>("api/transactions", body, cancellationToken);
            var id = started.GetProperty("id").GetString()!;
            if (!parsed.GetValue(wait))
            {
                JsonOutput.Write<JsonElement>(started, parsed.GetValue(json), (_, writer) => writer.WriteLine(id), output);
                return ExitCode.Done;
            }

            var ended = await host.WaitAsync<JsonElement>($"api/transactions/{id}", progress: null, cancellationToken);
            JsonOutput.Write<TransactionAnswer>(ended, parsed.GetValue(json), TransactionReport.Write, output);
            return ended.GetProperty("state").GetString() == TransactionAnswer.Committed ? ExitCode.Done : ExitCode.JobFailed;
        });
        return command;
    }

    private static Command Open(TextWriter output, TextWriter error)
    {
        var account = new Argument<string>("ACCOUNT") { Description = "Its name." };
        var balance = new Argument<int>("BALANCE") { Description = "What it begins with." };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("open", "Open an account; one that is open stays as it is.") { account, balance, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await OpenAsync(parsed.GetValue(url), error, cancellationToken);
            var name = parsed.GetRequiredValue(account);
            var body = new JsonObject { ["balance"] = parsed.GetRequiredValue(balance) };
            var opened = await host.Client.PostAsync<JsonElement>($"api/accounts/{Uri.EscapeDataString(name)}", body, cancellationToken);
            JsonOutput.Write<JsonElement>(opened, parsed.GetValue(json), (_, writer) => writer.WriteLine($"{name} is opened."), output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show<T>(
        string name, string description, string idDescription, Func<string, string> path, Action<T, TextWriter> report, TextWriter output, TextWriter error)
    {
        var id = new Argument<string>("ID") { Description = idDescription };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command(name, description) { id, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await OpenAsync(parsed.GetValue(url), error, cancellationToken);
            var (answer, _) = await host.Client.GetAsync<JsonElement>(path(Uri.EscapeDataString(parsed.GetRequiredValue(id))), cancellationToken);
            JsonOutput.Write(answer, parsed.GetValue(json), report, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<HostSession> OpenAsync(Uri? url, TextWriter error, CancellationToken cancellationToken) =>
        HostSession.OpenAsync(url, Directory.GetCurrentDirectory(), [], [], error, cancellationToken);
}
