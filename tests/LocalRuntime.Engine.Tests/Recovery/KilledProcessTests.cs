using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Recovery;

public sealed class KilledProcessTests : IDisposable
{
    private const int Activities = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("killed-").FullName;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Fan_out_that_is_killed_in_the_middle_ends_with_the_right_result_after_a_restart()
    {
        var kills = 0;
        foreach (var lines in new[] { 1, 6, 12 })
        {
            using var process = Start();
            if (await ReadUntilAsync(process, "ran", lines))
            {
                // SIGKILL: no handler runs, nothing is flushed.
                process.Kill();
                kills++;
            }

            await process.WaitForExitAsync(_deadline.Token);
        }

        using var last = Start();
        var output = await last.StandardOutput.ReadToEndAsync(_deadline.Token);
        await last.WaitForExitAsync(_deadline.Token);

        Assert.True(kills > 0, "No process was killed: the fan-out was too fast for this test.");
        Assert.Contains("recovered", output, StringComparison.Ordinal);
        Assert.Contains($"Completed {Enumerable.Range(0, Activities).Sum(i => (long)i * i)}", output, StringComparison.Ordinal);
        var ran = (await File.ReadAllLinesAsync(Path.Combine(_folder, "activities.log"), _deadline.Token))
            .Where(line => line.Length > 0).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Distinct().Count();
        Assert.Equal(Activities, ran);
        Assert.Equal("ok", IntegrityCheck());
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LocalRuntime.Engine.TestProcess.dll"));
        start.ArgumentList.Add(_folder);
        start.ArgumentList.Add(Activities.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    private async Task<bool> ReadUntilAsync(Process process, string prefix, int count)
    {
        while (await process.StandardOutput.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal) && --count == 0)
            {
                return true;
            }
        }

        return false;
    }

    private string IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
