using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Ends the process when the app cannot start, with the message alone: a stack trace would bury it.</summary>
internal static class StartupFailure
{
    public const int ExitCode = 1;

    /// <summary>What a step of the start makes; what keeps it from that ends the process.</summary>
    public static T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (HostStartupException e)
        {
            throw End(e);
        }
    }

    /// <summary>Does not return; the type lets callers write <c>throw</c>.</summary>
    [DoesNotReturn]
    public static Exception End(Exception failure)
    {
        Console.Out.Flush();
        Console.Error.WriteLine(failure.Message);
        Console.Error.Flush();
        Environment.Exit(ExitCode);
        throw failure;
    }
}
