using Google.Protobuf;

namespace WorkDistribution.PublishedApp.Tests.Host;

/// <summary>What orchestrator and entity triggers give, and take back: a protobuf message of the Durable Task protocol in base64.</summary>
internal static class DurablePayload
{
    public static TypedData Encode(IMessage message) => new() { String = message.ToByteString().ToBase64() };

    public static T Decode<T>(TypedData payload)
        where T : IMessage<T>, new()
    {
        var message = new T();
        message.MergeFrom(ByteString.FromBase64(payload.String));
        return message;
    }
}
