using System.Text.Json;
using CsCheck;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class EntityInstanceIdTests
{
    [Fact]
    public void Name_is_lowered_and_key_is_kept()
    {
        EntityInstanceId id = new("Counter", "MyKey");

        Assert.Equal("counter", id.Name);
        Assert.Equal("MyKey", id.Key);
        Assert.Equal("@counter@MyKey", id.ToString());
        Assert.NotEqual(id, new EntityInstanceId("counter", "mykey"));
    }

    [Theory]
    [InlineData("@counter@a", "counter", "a")]
    [InlineData("@Counter@", "counter", "")]
    [InlineData("@counter@a@b", "counter", "a@b")]
    public void FromString_reads_name_and_key(string text, string name, string key)
        => Assert.Equal(new EntityInstanceId(name, key), EntityInstanceId.FromString(text));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@@key")]
    [InlineData("counter@a")]
    [InlineData("@counter")]
    public void FromString_of_another_form_throws(string text)
        => Assert.ThrowsAny<ArgumentException>(() => EntityInstanceId.FromString(text));

    [Theory]
    [InlineData("", "k")]
    [InlineData("a@b", "k")]
    public void Constructor_with_a_bad_name_throws(string bad, string key)
        => Assert.Throws<ArgumentException>("name", () => new EntityInstanceId(bad, key));

    [Fact]
    public void Any_id_survives_text_and_json()
        => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String[Gen.Char[' ', '~'], 0, 20]).Sample((name, key) =>
        {
            EntityInstanceId id = new(name, key);
            Assert.Equal(id, EntityInstanceId.FromString(id.ToString()));
            Assert.Equal(id, JsonSerializer.Deserialize<EntityInstanceId>(JsonSerializer.Serialize(id)));
        });

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "@")]
    [InlineData("Count", "@count")]
    [InlineData("@Counter@Key", "@counter@Key")]
    [InlineData("Counter@Key", "@counter@Key")]
    public void EntityQuery_normalizes_the_name_of_its_prefix(string? prefix, string? expected)
        => Assert.Equal(expected, new EntityQuery { InstanceIdStartsWith = prefix }.InstanceIdStartsWith);
}
