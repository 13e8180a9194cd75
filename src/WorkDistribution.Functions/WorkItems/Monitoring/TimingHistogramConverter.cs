using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>Writes a <see cref="TimingHistogram"/> as a text.</summary>
internal sealed class TimingHistogramConverter : JsonConverter<TimingHistogram>
{
    public override TimingHistogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimingHistogram.FromText(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, TimingHistogram value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToText());
}
