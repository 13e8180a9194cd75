using System.Globalization;

namespace WorkDistribution.LocalRuntime.Engine.TestProcess;

/// <summary>Numbers, a line each, in a file that several processes append to one after the other.</summary>
internal static class StormLog
{
    public static string Fed(string folder) => Path.Combine(folder, "fed.log");

    public static string Acknowledged(string folder) => Path.Combine(folder, "acknowledged.log");

    public static StreamWriter Append(string path) => new(path, append: true) { AutoFlush = true };

    public static void Write(StreamWriter log, int number)
    {
        lock (log)
        {
            // Between line ends of its own; the dot tells a whole number from one that a kill cut off.
            log.Write(string.Create(CultureInfo.InvariantCulture, $"\n{number}.\n"));
        }
    }

    public static IEnumerable<int> Read(string path) => !File.Exists(path) ? [] : File.ReadAllLines(path)
        .Where(line => line.EndsWith('.')).Select(line => int.Parse(line.AsSpan()[..^1], CultureInfo.InvariantCulture));
}
