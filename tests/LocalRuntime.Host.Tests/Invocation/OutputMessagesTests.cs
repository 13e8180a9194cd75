using System.Text.Json;
using Azure.Core.Serialization;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Invocation;

public sealed class OutputMessagesTests
{
    private static readonly JsonObjectSerializer Serializer = new(new JsonSerializerOptions());

    [Fact]
    public void Text_and_bytes_are_one_message_as_they_are()
    {
        Assert.Equal(["[1,2]"], From("[1,2]"));
        Assert.Equal(["ab"], From("ab"u8.ToArray()));
    }

    [Fact]
    public void Each_element_of_a_list_is_a_message_and_null_is_none()
    {
        Assert.Equal(["a", "b"], From(new[] { "a", null, "b" }));
        Assert.Equal(["""{"N":1}""", """{"N":2}"""], From(new List<Item> { new(1), new(2) }));
        Assert.Empty(From(Array.Empty<string>()));
    }

    [Fact]
    public void Object_and_dictionary_are_one_json_message()
    {
        Assert.Equal(["""{"N":1}"""], From(new Item(1)));
        Assert.Equal(["""{"k":1}"""], From(new Dictionary<string, int> { ["k"] = 1 }));
        Assert.Equal(["5"], From(5));
    }

    private static IEnumerable<string> From(object value) => OutputMessages.From(value, Serializer).Select(m => m.ToString());

    private sealed record Item(int N);
}
