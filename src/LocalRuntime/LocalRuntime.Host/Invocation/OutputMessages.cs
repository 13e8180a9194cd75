using System.Collections;
using Azure.Core.Serialization;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Turns the value of an output into messages, as worker and host do together.</summary>
internal static class OutputMessages
{
    public static IReadOnlyList<BinaryData> From(object value, ObjectSerializer serializer) => value switch
    {
        string or byte[] or BinaryData or IDictionary => [One(value, serializer)],
        IEnumerable items => [.. items.Cast<object?>().Where(i => i is not null).Select(i => One(i!, serializer))],
        _ => [One(value, serializer)],
    };

    private static BinaryData One(object value, ObjectSerializer serializer) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => serializer.Serialize(value, value.GetType()),
    };
}
