using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>Writes an entity id as its text, <c>"@name@key"</c>.</summary>
internal sealed class EntityInstanceIdConverter : JsonConverter<EntityInstanceId>
{
    public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => EntityInstanceId.FromString(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
