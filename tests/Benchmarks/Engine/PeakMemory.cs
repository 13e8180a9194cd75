using System.Diagnostics;
using System.Globalization;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>The largest resident set of a process of its own that runs one workload, so that nothing else counts.</summary>
internal static class PeakMemory
{
    public static async Task<long> OfAsync(string workload, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PeakMemory).Assembly.Location);
        }

        start.ArgumentList.Add(workload);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        return long.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }

    public static void Print()
    {
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}
