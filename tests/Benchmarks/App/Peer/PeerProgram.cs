using System.Globalization;

namespace WorkDistribution.Benchmarks.App.Peer;

/// <summary>
/// This program as the peer's process: it says when it is ready, then takes a line a measurement and answers with a line of
/// milliseconds. It ends when its standard input does, so that it never outlives who started it.
/// </summary>
internal static class PeerProgram
{
    public const string Argument = "app-peer";
    public const string ConnectionVariable = "PEER_STORAGE";
    public const string Ready = "Peer ready";

    private static string Connection => Environment.GetEnvironmentVariable(ConnectionVariable)!;

    /// <summary>Runs this process as the peer. False if the arguments do not say so.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not [Argument])
        {
            return false;
        }

        await RunAsync();
        return true;
    }

    private static async Task RunAsync()
    {
        await using var hub = await PeerHub.StartAsync(Connection, "Peer", keepsSessions: true);
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var milliseconds = await MeasureAsync(hub, line.Split(' '));
            Console.WriteLine(string.Join(' ', milliseconds.Select(static value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    private static async Task<double[]> MeasureAsync(PeerHub hub, string[] words) => words switch
    {
        ["fanout", var activities] => [await hub.FanOutAsync(Number(activities))],
        ["sequences", var count, var inFlight] => [await hub.SequencesAsync(Number(count), Number(inFlight))],
        ["idle", var count] => await hub.IdleSequencesAsync(Number(count)),
        ["signals", var signals] => [await SignalsAsync(Number(signals))],
        _ => throw new ArgumentException($"'{string.Join(' ', words)}' is no measurement.", nameof(words)),
    };

    private static async Task<double> SignalsAsync(int signals)
    {
        await using var hub = await PeerHub.StartAsync(Connection, $"Peer{Guid.NewGuid():N}", keepsSessions: false);
        return await hub.SignalsAsync(signals);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
