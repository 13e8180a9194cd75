using System.Buffers.Text;
using System.Text.Json.Serialization;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>
/// Lengths of time from 10 µs to two days, each within 3 %. In JSON it is a text of a few hundred characters, which is not read before
/// somebody looks into it: most of those that an entity keeps go from one state to the next unread. Not safe for concurrent use.
/// </summary>
[JsonConverter(typeof(TimingHistogramConverter))]
internal sealed class TimingHistogram
{
    private const int TicksPerUnit = 100;

    /// <summary>Above 2^35 the library's arithmetic overflows.</summary>
    private const long MaxUnits = 2 * TimeSpan.TicksPerDay / TicksPerUnit;

    /// <summary>One decimal digit, which is 16 classes to an octave.</summary>
    private const int Digits = 1;

    private string? _text;
    private LongHistogram? _values;

    /// <summary>How many there are.</summary>
    public long Count => Values.TotalCount;

    /// <summary>Their mean; null when there is none.</summary>
    public TimeSpan? Mean => Count == 0 ? null : ToTime(Values.GetMean());

    private LongHistogram Values => _values ??= _text is null ? new LongHistogram(MaxUnits, Digits) : Decode(_text);

    /// <summary>The histogram that <see cref="ToText"/> wrote.</summary>
    public static TimingHistogram FromText(string text) => new() { _text = text };

    /// <summary>Counts a length. One beyond the bounds counts as the bound.</summary>
    public void Record(TimeSpan time)
    {
        Values.RecordValue(Math.Clamp(time.Ticks / TicksPerUnit, 0, MaxUnits));
        _text = null;
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(TimingHistogram other)
    {
        Values.Add(other.Values);
        _text = null;
    }

    /// <summary>The length that so many percent do not exceed; null when there is none.</summary>
    /// <param name="percent">From 0 to 100; 100 is the longest.</param>
    public TimeSpan? Percentile(double percent) => Count == 0 ? null : ToTime(Values.MedianEquivalentValue(Values.GetValueAtPercentile(percent)));

    /// <summary>The histogram as a text.</summary>
    public string ToText() => _text ??= Encode(Values);

    private static TimeSpan ToTime(double units) => TimeSpan.FromTicks((long)(units * TicksPerUnit));

    private static string Encode(LongHistogram values)
    {
        var buffer = ByteBuffer.Allocate(values.GetNeededByteBufferCapacity());
        var bytes = new byte[values.Encode(buffer, HistogramEncoderV2.Instance)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return Base64Url.EncodeToString(bytes);
    }

    private static LongHistogram Decode(string text) =>
        (LongHistogram)HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(Base64Url.DecodeFromChars(text)), MaxUnits);
}
