using System.Buffers.Text;
using System.Text;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Turns message bodies into the text a storage queue holds, and back.</summary>
internal static class QueueMessageCodec
{
    /// <summary>Largest text of one message, set by the service.</summary>
    public const int MaxTextLength = 64 * 1024;

    public static string Encode(BinaryData body, QueueMessageEncodingOption encoding) => encoding == QueueMessageEncodingOption.Base64
        ? Convert.ToBase64String(body.ToMemory().Span)
        : Encoding.UTF8.GetString(body.ToMemory().Span);

    /// <summary>False when <paramref name="text"/> is not in the expected encoding.</summary>
    public static bool TryDecode(string text, QueueMessageEncodingOption encoding, out BinaryData body)
    {
        if (encoding == QueueMessageEncodingOption.None)
        {
            body = BinaryData.FromString(text);
            return true;
        }

        var bytes = Base64.IsValid(text, out var length) ? new byte[length] : null;
        body = bytes is null ? BinaryData.Empty : BinaryData.FromBytes(bytes);
        return bytes is not null && Convert.TryFromBase64String(text, bytes, out _);
    }
}
