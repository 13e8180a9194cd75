using System.CommandLine;
using WorkDistribution.Cli.Options;
using WorkDistribution.Cli.Scenario.BlackFriday;
using WorkDistribution.Cli.Scenario.SocialPosts;

namespace WorkDistribution.Cli.Scenario;

/// <summary><c>wd scenario NAME</c>: one subcommand a story.</summary>
internal static class ScenarioCommand
{
    // A new story is one line here.
    private static readonly IReadOnlyList<IScenario> Scenarios =
    [
        new NetflixScenario(),
        new PhotoScenario(),
        new SocialPostsScenario(),
        new BlackFridayScenario(),
    ];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("scenario", "Reproduce a story of the design document on this machine, before and after.");
        foreach (var scenario in Scenarios)
        {
            var url = HostOptions.Url();
            var json = HostOptions.Json();
            var subcommand = new Command(scenario.Name, scenario.Description) { url, json };
            subcommand.SetAction((parsed, cancellationToken) => scenario.RunAsync(
                new ScenarioSettings(parsed.GetValue(url), parsed.GetValue(json)), output, error, cancellationToken));
            command.Subcommands.Add(subcommand);
        }

        return command;
    }
}
