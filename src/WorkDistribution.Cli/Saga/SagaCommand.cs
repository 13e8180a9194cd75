using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Saga;

/// <summary><c>wd saga start|status|approve|reject|resolve</c> on a running host.</summary>
internal static class SagaCommand
{
    private static readonly string[] Resolutions = ["retry", "skip"];

    public static Command Create(TextWriter output, TextWriter error) => new("saga", "Start sagas on a running host, look at them, and decide for them.")
    {
        Start(output, error),
        OnSaga("status", "Show each step's state, attempts and compensation.", [], (_, _) => null, output, error),
        Decide("approve", "Approve what a saga waits for.", output, error),
        Decide("reject", "Reject what a saga waits for; it goes back.", output, error),
        Resolve(output, error),
    };

    private static Command Start(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "The saga, for example order." };
        var input = new Argument<string>("INPUT") { Description = "Its input as JSON, or @FILE." };
        var wait = new Option<bool>("--wait") { Description = "Wait until the saga has ended." };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("start", "Start a saga.") { name, input, wait, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = await JsonInput.ReadAsync(parsed.GetRequiredValue(input), cancellationToken);
            await using var host = await OpenAsync(parsed.GetValue(url), error, cancellationToken);
            var started = await host.Client.PostAsync<JsonElement>($"api/sagas/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}", body, cancellationToken);
            var id = started.GetProperty("id").GetString()!;
            if (!parsed.GetValue(wait))
            {
                JsonOutput.Write<JsonElement>(started, parsed.GetValue(json), (_, writer) => writer.WriteLine(id), output);
                return ExitCode.Done;
            }

            var ended = await host.WaitAsync<JsonElement>($"api/sagas/{id}", progress: null, cancellationToken);
            JsonOutput.Write<SagaAnswer>(ended, parsed.GetValue(json), SagaReport.Write, output);
            return ended.GetProperty("state").GetString() == SagaAnswer.Completed ? ExitCode.Done : ExitCode.JobFailed;
        });
        return command;
    }

    private static Command Decide(string action, string description, TextWriter output, TextWriter error)
    {
        var by = By();
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why." };
        return OnSaga(
            action,
            description,
            [by, reason],
            (parsed, id) => ($"api/sagas/{id}/{action}", Body(("by", parsed.GetValue(by)), ("reason", parsed.GetValue(reason)))),
            output,
            error);
    }

    private static Command Resolve(TextWriter output, TextWriter error)
    {
        var action = new Option<string>("--action") { HelpName = "retry|skip", Description = "Try the parked step again, or go on without it.", Required = true };
        action.AcceptOnlyFromAmong(Resolutions);
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why; it is recorded.", Required = true };
        var step = new Option<string?>("--step") { HelpName = "NAME", Description = "Which step, if several are parked." };
        var by = By();
        return OnSaga(
            "resolve",
            "Tell a saga how to go on with a parked step.",
            [action, reason, step, by],
            (parsed, id) => ($"api/sagas/{id}/resolve", Body(
                ("action", parsed.GetValue(action)), ("reason", parsed.GetValue(reason)), ("step", parsed.GetValue(step)), ("by", parsed.GetValue(by)))),
            output,
            error);
    }

    private static Command OnSaga(
        string name,
        string description,
        IReadOnlyList<Option> options,
        Func<ParseResult, string, (string Path, JsonObject Body)?> post,
        TextWriter output,
        TextWriter error)
    {
        var id = new Argument<string>("ID") { Description = "The saga's id." };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command(name, description) { id };
        foreach (var option in (Option[])[.. options, url, json])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var saga = Uri.EscapeDataString(parsed.GetRequiredValue(id));
            await using var host = await OpenAsync(parsed.GetValue(url), error, cancellationToken);
            if (post(parsed, saga) is { } request)
            {
                var accepted = await host.Client.PostAsync<JsonElement>(request.Path, request.Body, cancellationToken);
                JsonOutput.Write<JsonElement>(accepted, parsed.GetValue(json), (_, writer) => writer.WriteLine($"{name} was handed over."), output);
            }
            else
            {
                var (status, _) = await host.Client.GetAsync<JsonElement>($"api/sagas/{saga}", cancellationToken);
                JsonOutput.Write<SagaAnswer>(status, parsed.GetValue(json), SagaReport.Write, output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> By() => new("--by") { HelpName = "NAME", Description = "Who decides.", DefaultValueFactory = static _ => Environment.UserName };

    private static JsonObject Body(params (string Name, string? Value)[] members) =>
        new(members.Where(static member => !string.IsNullOrEmpty(member.Value)).Select(static member => KeyValuePair.Create<string, JsonNode?>(member.Name, member.Value)));

    private static Task<HostSession> OpenAsync(Uri? url, TextWriter error, CancellationToken cancellationToken) =>
        HostSession.OpenAsync(url, Directory.GetCurrentDirectory(), [], [], error, cancellationToken);
}
