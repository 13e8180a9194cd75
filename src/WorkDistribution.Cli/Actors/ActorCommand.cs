using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Actors;

/// <summary><c>wd actor acquire|say|read</c>: the rate limiter and the chat room of a running host.</summary>
internal static class ActorCommand
{
    public static Command Create(TextWriter output) => new("actor", "Ask a rate limiter, or talk in a room, on a running host.")
    {
        Acquire(output),
        Say(output),
        Read(output),
    };

    private static Command Acquire(TextWriter output)
    {
        var key = new Argument<string>("KEY") { Description = "What is limited, for example a customer." };
        var permits = new Option<int>("--permits") { HelpName = "N", Description = "Permits to ask for.", DefaultValueFactory = static _ => 1 };
        var capacity = new Option<int>("--capacity") { HelpName = "N", Description = "Permits that the full bucket has.", DefaultValueFactory = static _ => 10 };
        var perSecond = new Option<double>("--per-second") { HelpName = "N", Description = "Permits that come back in a second.", DefaultValueFactory = static _ => 10 };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("acquire", "Ask for permits: exit code 0 when they are granted, 1 when there are too few.") { key, permits, capacity, perSecond, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["permits"] = parsed.GetValue(permits),
                ["capacity"] = parsed.GetValue(capacity),
                ["perSecond"] = parsed.GetValue(perSecond),
            };
            using var client = new WorkDistributionClient(parsed.GetRequiredValue(url)!);
            var answer = await client.PostAsync<JsonElement>(
                $"api/actors/rate-limiters/{Uri.EscapeDataString(parsed.GetRequiredValue(key))}/acquire", body, cancellationToken);
            JsonOutput.Write<Permits>(answer, parsed.GetValue(json), Write, output);
            return ExitCode.Done;
        });
        return command;

        static void Write(Permits answer, TextWriter output) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Granted; {answer.Available:0.##} are left."));
    }

    private static Command Say(TextWriter output)
    {
        var room = new Argument<string>("ROOM") { Description = "The room." };
        var text = new Argument<string>("TEXT") { Description = "What to say." };
        var from = new Option<string>("--from") { HelpName = "NAME", Description = "Who says it.", Required = true };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("say", "Say something in a room.") { room, text, from, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new WorkDistributionClient(parsed.GetRequiredValue(url)!);
            var body = new JsonObject { ["from"] = parsed.GetRequiredValue(from), ["text"] = parsed.GetRequiredValue(text) };
            var answer = await client.PostAsync<JsonElement>(MessagesOf(parsed.GetRequiredValue(room)), body, cancellationToken);
            JsonOutput.Write<RoomMessage>(answer, parsed.GetValue(json), static (said, writer) => writer.WriteLine(said.Number), output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Read(TextWriter output)
    {
        var room = new Argument<string>("ROOM") { Description = "The room." };
        var after = new Option<long>("--after") { HelpName = "N", Description = "Only what was said after message N." };
        var url = HostOptions.RunningUrl();
        var json = HostOptions.Json();
        var command = new Command("read", "Read what was said in a room.") { room, after, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new WorkDistributionClient(parsed.GetRequiredValue(url)!);
            var path = string.Create(CultureInfo.InvariantCulture, $"{MessagesOf(parsed.GetRequiredValue(room))}?after={parsed.GetValue(after)}");
            var (answer, _) = await client.GetAsync<JsonElement>(path, cancellationToken);
            JsonOutput.Write<Room>(answer, parsed.GetValue(json), Write, output);
            return ExitCode.Done;
        });
        return command;

        static void Write(Room room, TextWriter output)
        {
            foreach (var message in room.Messages)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{message.Number}  {message.From}: {message.Text}"));
            }
        }
    }

    private static string MessagesOf(string room) => $"api/actors/rooms/{Uri.EscapeDataString(room)}/messages";
}
