using System.Globalization;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Picks the host's options out of the command line and leaves the rest to the app. Both <c>--port 7071</c> and <c>--port=7071</c> work.
/// </summary>
internal static class HostCommandLineParser
{
    public static HostCommandLine Parse(IReadOnlyList<string> args, string currentDirectory)
    {
        var options = new OptionReader(args);
        var state = options.Single("--state");
        var worker = options.Flag("--worker");
        return new HostCommandLine
        {
            Port = Port(options.Single("--port") ?? options.Single("-p") ?? (worker ? "0" : null)),
            Address = options.Single("--address") ?? "127.0.0.1",
            StateDirectory = Path.GetFullPath(state ?? (worker ? TemporaryState() : ".local"), currentDirectory),
            IsStateTemporary = worker && state is null,
            Worker = worker,
            Durable = Url(options.Single("--durable")),
            Verbose = options.Flag("--verbose"),
            Azurite = options.Flag("--azurite"),
            Lifeline = options.Flag("--lifeline"),
            Functions = options.Many("--functions") ?? [],
            CorsOrigins = options.Many("--cors"),
        };
    }

    private static int? Port(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new HostConfigurationException($"--port is \"{text}\": a whole number from 0 (any free port) to 65535 is allowed.");
    }

    // A worker runs beside the host of the app, in the same current folder, whose state it must not touch.
    private static string TemporaryState() => Path.Combine(Path.GetTempPath(), $"functions-worker-{Guid.NewGuid():N}");

    private static Uri? Url(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0
            ? url
            : throw new HostConfigurationException(
                $"--durable is \"{text}\": the http or https address of another host is allowed, for example http://127.0.0.1:7071.");
    }

    private sealed class OptionReader(IReadOnlyList<string> args)
    {
        public bool Flag(string name) => args.Any(a => a.Equals(name, StringComparison.OrdinalIgnoreCase));

        public string? Single(string name)
        {
            var values = Many(name);
            return values is null or [_, ..]
                ? values?[0]
                : throw new HostConfigurationException($"{name} needs a value, for example: {name} {Example(name)}");
        }

        public string[]? Many(string name)
        {
            for (var i = 0; i < args.Count; i++)
            {
                if (args[i].StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
                {
                    return Split([args[i][(name.Length + 1)..]]);
                }

                if (args[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return Split(args.Skip(i + 1).TakeWhile(a => !a.StartsWith('-')));
                }
            }

            return null;
        }

        // A path may hold a comma or a space; only names and origins are lists, and neither may.
        private static string[] Split(IEnumerable<string> values) => [.. values];

        private static string Example(string name) => name switch
        {
            "--port" or "-p" => "7071",
            "--address" => "127.0.0.1",
            "--durable" => "http://127.0.0.1:7071",
            _ => ".local",
        };
    }
}
