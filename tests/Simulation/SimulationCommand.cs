using System.Diagnostics;
using System.Globalization;

namespace WorkDistribution.Simulation;

/// <summary>The command line: <c>--seeds N --first-seed M</c>. Runs the seeds and stops at the first failure.</summary>
internal static class SimulationCommand
{
    private const string Usage = "Usage: dotnet run -c Release --project tests/Simulation -- [--seeds N] [--first-seed M]";

    /// <summary>Returns 0 if every seed passed, 1 if one failed, 2 if the arguments are wrong.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var (seeds, first) = (2000, 1);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                error.WriteLine($"'{args[i]}' needs a number. {Usage}");
                return 2;
            }

            switch (args[i])
            {
                case "--seeds":
                    seeds = number;
                    break;
                case "--first-seed":
                    first = number;
                    break;
                default:
                    error.WriteLine($"'{args[i]}' is not an option. {Usage}");
                    return 2;
            }
        }

        var clock = Stopwatch.StartNew();
        var summary = SimulationBatch.Run(first, seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary} {clock.Elapsed.TotalSeconds:F1} s."));
        if (summary.FirstFailure is not { } failure)
        {
            return 0;
        }

        error.WriteLine($"Seed {failure.Seed} failed: {failure.Failure}");
        error.WriteLine($"It ran {failure.Workloads}; {failure.Crashes} crashes in {failure.Operations} store operations.");
        error.WriteLine($"Run it again: dotnet run -c Release --project tests/Simulation -- --seeds 1 --first-seed {failure.Seed}");
        return 1;
    }
}
