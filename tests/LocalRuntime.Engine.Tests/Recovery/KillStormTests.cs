using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Recovery;

/// <summary>A real process under load, killed at random moments: whatever was promised is there afterwards, once.</summary>
public sealed class KillStormTests : IDisposable
{
    private const int Kills = 20;

    /// <summary>Bits of progress a process may make before it is killed; twenty of these are less than the whole work.</summary>
    private const int Budget = 130;

    private readonly string _folder = Directory.CreateTempSubdirectory("storm-").FullName;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    [Theory]
    [InlineData(20261)]
    public async Task Sagas_fan_out_and_signals_are_exact_after_twenty_kills_at_random_moments(int seed)
    {
        var random = new Random(seed);
        var kills = 0;
        for (var run = 0; run < Kills; run++)
        {
            using var process = Start(Budget);

            // One in four is killed while it starts and recovers, the others in the middle of the work.
            var lines = random.Next(4) == 0 ? random.Next(2) : random.Next(2, Budget);
            await ReadAsync(process, lines);
            var spin = Stopwatch.StartNew();
            var rest = TimeSpan.FromMicroseconds(random.Next(5000));
            while (spin.Elapsed < rest)
            {
                // To the microsecond, where a timer would come at its ticks.
            }

            // SIGKILL: no handler runs, nothing is flushed.
            Assert.False(process.HasExited, $"Seed {seed}: process {run} ended before it was killed.");
            process.Kill();
            kills++;
            await process.WaitForExitAsync(_deadline.Token);
        }

        using var last = Start(int.MaxValue);
        var output = (await last.StandardOutput.ReadToEndAsync(_deadline.Token)).Split(Environment.NewLine).Where(line => line != "progress").ToList();
        await last.WaitForExitAsync(_deadline.Token);
        var acknowledged = Log("acknowledged.log").ToHashSet();
        var fed = Log("fed.log").CountBy(id => id).ToDictionary();
        var again = output.Single(line => line.StartsWith("again ", StringComparison.Ordinal))[6..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).CountBy(id => id).ToList();

        Assert.Equal(Kills, kills);
        Assert.Equal("done", output[^2]);
        Assert.Contains($"fan-out Completed {Enumerable.Range(0, 2000).Sum(n => (long)n * n)}", output);
        Assert.Contains("sagas wrong: ", output);
        Assert.Equal(10, output.Count(line => line.StartsWith("account ", StringComparison.Ordinal) && line.EndsWith(": 0 off", StringComparison.Ordinal)));

        // Each id is counted; none came to the entity more often than it was sent, so an acknowledged one was not applied twice.
        Assert.Contains("counter 5000", output);
        Assert.Equal(5000, acknowledged.Count);
        Assert.All(again, id => Assert.InRange(id.Value + 1, 2, fed[id.Key]));
        Assert.Equal("ok", IntegrityCheck());
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Start(int budget)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "LocalRuntime.Engine.TestProcess.dll"), "storm", _folder, budget.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task ReadAsync(Process process, int lines)
    {
        for (var read = 0; read < lines; read++)
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync(_deadline.Token));
        }
    }

    private IEnumerable<int> Log(string file) => File.ReadAllLines(Path.Combine(_folder, file))
        .Where(line => line.EndsWith('.')).Select(line => int.Parse(line.AsSpan()[..^1], CultureInfo.InvariantCulture));

    private string IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
