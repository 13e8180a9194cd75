namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Ids of invocations: GUIDs that follow each other from a random one, as random ones cost a system call each.</summary>
internal static class InvocationIds
{
    private static readonly byte[] Base = Guid.NewGuid().ToByteArray();
    private static long _last = BitConverter.ToInt64(Base, 0);

    public static string Next()
    {
        Span<byte> id = stackalloc byte[16];
        Base.CopyTo(id);
        BitConverter.TryWriteBytes(id, Interlocked.Increment(ref _last));
        return new Guid(id).ToString();
    }
}
