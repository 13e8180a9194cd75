using System.CommandLine;
using System.CommandLine.Parsing;

namespace WorkDistribution.Cli.Options;

/// <summary>Options that commands share.</summary>
internal static class HostOptions
{
    /// <summary><c>--url URL</c>: a host that runs already.</summary>
    public static Option<Uri?> Url() => new("--url")
    {
        HelpName = "URL",
        Description = "A running host. Without it, wd starts one for this command and stops it at the end.",
        CustomParser = ParseUrl,
    };

    /// <summary><c>--url URL</c> of commands that look at what a host goes on with: they start none of their own.</summary>
    public static Option<Uri?> RunningUrl() => new("--url")
    {
        HelpName = "URL",
        Description = "A running host.",
        CustomParser = ParseUrl,
        DefaultValueFactory = static _ => new Uri("http://127.0.0.1:7071/"),
    };

    /// <summary><c>--json</c>: one JSON object instead of tables.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON object." };

    private static Uri? ParseUrl(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError($"Option '--url' takes an http or https address, not '{text}'.");
        return null;
    }
}
