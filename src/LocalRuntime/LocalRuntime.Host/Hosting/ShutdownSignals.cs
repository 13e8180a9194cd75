using System.Runtime.InteropServices;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// The first Ctrl-C or SIGTERM stops the host in order (the app's host lifetime sees to that); the second ends it at once, and so does
/// the first while the app is still starting: there is nothing to drain yet.
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    private const int TerminatedBySignal = 128;
    private readonly PosixSignalRegistration[] _registrations;
    private int _seen;
    private volatile bool _started;

    public ShutdownSignals()
    {
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Count(signal, number: 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Count(signal, number: 15)),
        ];
    }

    /// <summary>From now on there is something to drain.</summary>
    public void Started() => _started = true;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Count(PosixSignalContext signal, int number)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _seen) > 1 || !_started)
        {
            Environment.Exit(TerminatedBySignal + number);
        }

        Console.Out.WriteLine("Stopping: what runs may finish. Send the signal again (Ctrl-C) to end at once.");
        Console.Out.Flush();
    }
}
