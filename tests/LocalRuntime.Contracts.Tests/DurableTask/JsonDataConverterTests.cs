using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class JsonDataConverterTests
{
    [Fact]
    public void Default_includes_fields_and_keeps_names()
    {
        string json = JsonDataConverter.Default.Serialize(new Point { X = 1, Y = 2 })!;

        Assert.Equal("""{"Y":2,"X":1}""", json);
        Assert.Equal(1, JsonDataConverter.Default.Deserialize<Point>(json)!.X);
    }

    [Fact]
    public void Null_stays_null_and_a_missing_value_becomes_the_default()
    {
        Assert.Null(JsonDataConverter.Default.Serialize(null));
        Assert.Null(JsonDataConverter.Default.Deserialize(null, typeof(int)));
        Assert.Equal(0, JsonDataConverter.Default.Deserialize<int>(null));
    }

    [Fact]
    public void Options_replace_the_defaults()
        => Assert.Equal("""{"y":2}""", new JsonDataConverter(JsonSerializerOptions.Web).Serialize(new Point { Y = 2 }));

    [Fact]
    public void Orchestration_metadata_without_payloads_cannot_be_read()
    {
        OrchestrationMetadata metadata = new("Count", "1") { SerializedOutput = "3" };

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => metadata.ReadOutputAs<int>());
        Assert.Contains("ReadOutputAs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orchestration_metadata_read_their_payloads_and_shorten_them_as_text()
    {
        OrchestrationMetadata metadata = new("Count", "1")
        {
            DataConverter = JsonDataConverter.Default,
            SerializedInput = $"\"{new string('x', 60)}\"",
            SerializedOutput = "3",
            RuntimeStatus = OrchestrationRuntimeStatus.Terminated,
        };

        Assert.Equal(3, metadata.ReadOutputAs<int>());
        Assert.Null(metadata.ReadCustomStatusAs<string>());
        Assert.True(metadata.IsCompleted);
        Assert.Contains($"Input: '\"{new string('x', 49)}...'", metadata.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Entity_metadata_are_written_without_what_is_absent()
    {
        EntityMetadata<Point> metadata = new(new EntityInstanceId("counter", "a"), new Point { Y = 2 }) { LockedBy = "o1" };

        JsonNode json = JsonSerializer.SerializeToNode(metadata, JsonSerializerOptions.Web)!;

        Assert.Equal("@counter@a", (string?)json["id"]);
        Assert.Equal("o1", (string?)json["lockedBy"]);
        Assert.Equal(2, (int?)json["state"]?["y"]);
        Assert.Null(json["backlogQueueSize"]);
    }

    [Fact]
    public void Entity_metadata_without_state_refuse_to_give_it()
    {
        EntityMetadata metadata = new(new EntityInstanceId("counter", "a"));

        Assert.False(metadata.IncludesState);
        Assert.Throws<InvalidOperationException>(() => metadata.State);
        Assert.DoesNotContain("State", JsonSerializer.Serialize(metadata), StringComparison.Ordinal);
    }

    private sealed class Point
    {
        public int X;

        public int Y { get; set; }
    }
}
