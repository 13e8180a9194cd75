namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

public static class GenericMethod
{
    public static void Run<T>(T message) => ArgumentNullException.ThrowIfNull(message);
}
