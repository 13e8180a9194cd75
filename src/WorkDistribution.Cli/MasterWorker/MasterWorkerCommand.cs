using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.MasterWorker;

/// <summary><c>wd master-worker HANDLER FILE</c>: a batch of tasks through the task queue and back.</summary>
internal static class MasterWorkerCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var handler = new Argument<string>("HANDLER") { Description = "The work handler of all tasks, for example sha256." };
        var file = new Argument<string>("FILE") { Description = "The payloads: a JSON array, or one JSON value a line." };
        var inFlight = new Option<int?>("--in-flight") { HelpName = "N", Description = "Tasks in the queue or with workers, at most." };
        var timeout = new Option<int?>("--timeout") { HelpName = "SECONDS", Description = "After which a task counts as lost." };
        var attempts = new Option<int?>("--attempts") { HelpName = "N", Description = "Attempts of a task." };
        var url = HostOptions.Url();
        var json = HostOptions.Json();
        var command = new Command("master-worker", "Run a batch of tasks by a master, queues and workers.") { handler, file, inFlight, timeout, attempts, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new JsonObject { ["handler"] = parsed.GetRequiredValue(handler), ["tasks"] = TaskFile.Read(parsed.GetRequiredValue(file)) };
            Add(request, "maxInFlight", parsed.GetValue(inFlight));
            Add(request, "taskTimeoutSeconds", parsed.GetValue(timeout));
            Add(request, "maxAttempts", parsed.GetValue(attempts));
            await using var session = await HostSession.OpenAsync(
                parsed.GetValue(url), Directory.GetCurrentDirectory(), [], ["MasterWorker*"], error, cancellationToken);
            var started = await session.Client.PostAsync<StartedWork>("api/master-worker", request, cancellationToken);
            var outcome = await session.WaitAsync<JsonElement>($"api/master-worker/{started.Id}", progress: null, cancellationToken);
            await WriteAsync(outcome, parsed.GetValue(json), output);
            return outcome.GetProperty("failed").GetInt32() == 0 ? ExitCode.Done : ExitCode.JobFailed;
        });
        return command;
    }

    private static async Task WriteAsync(JsonElement outcome, bool json, TextWriter output)
    {
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(outcome, Indented));
            return;
        }

        foreach (var result in outcome.GetProperty("results").EnumerateArray())
        {
            var text = result.GetProperty("ok").GetBoolean() ? result.GetProperty("result").GetRawText() : "failed: " + result.GetProperty("error").GetString();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.GetProperty("index").GetInt32()}\t{text}"));
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.GetProperty("completed").GetInt32()} of {outcome.GetProperty("tasks").GetInt32()} tasks done in {outcome.GetProperty("elapsedMs").GetDouble() / 1000:0.00} s, {outcome.GetProperty("attempts").GetInt32()} attempts, {outcome.GetProperty("lost").GetInt32()} lost, {outcome.GetProperty("duplicates").GetInt32()} duplicates dropped."));
    }

    private static void Add(JsonObject request, string name, int? value)
    {
        if (value is { } given)
        {
            request[name] = given;
        }
    }
}
