using System.Collections.Concurrent;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>Counts lines, and fails on the line <c>fail N</c> the first N times that it is mapped.</summary>
internal sealed class FaultyLineCount(ConcurrentDictionary<string, int> attempts) : CountingJob
{
    public const string Name = "faulty-line-count";

    public override void Map(in MapRecord record, CountEmitter emit)
    {
        var line = record.Text.Trim();
        if (line.StartsWith("attempt ", StringComparison.Ordinal) || line.StartsWith("fail ", StringComparison.Ordinal))
        {
            var attempt = attempts.AddOrUpdate($"{record.Input} {line}", 1, static (_, count) => count + 1);
            if (line.StartsWith("fail ", StringComparison.Ordinal) && attempt <= int.Parse(line.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture))
            {
                throw new IOException($"Injected failure {attempt}.");
            }
        }

        emit.Add("lines"u8);
    }
}
