using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// GUIDs that a replay makes again: version 5 (RFC 9562, section 5.5) of a name made of instance, time of the turn and a
/// counter, in the namespace the official SDK uses, so that the values are the same.
/// </summary>
internal static class DeterministicGuid
{
    private static readonly Guid _namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime now, int generation, int counter)
    {
        // The official name, and the execution where there is more than one: two of them may begin at one time.
        var execution = generation == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"_{generation}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:o}_{counter}{execution}");
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        _namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // version 5 is defined with SHA-1; nothing is protected by it
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
