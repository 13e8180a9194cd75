using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Simulation.Engine;

/// <summary>
/// The code and the version that a process runs. The engine of a life keeps them to its end; the last deployment of a run
/// is free of faults and has the newest version.
/// </summary>
internal sealed class Deployment(Random random, bool replaysAtEveryEvent)
{
    public const string OldVersion = "1.0";
    public const string NewVersion = "2.0";

    private readonly bool _varies = random.Next(3) == 0;
    private bool _isFinal;

    /// <summary>The version of the engine; it never goes back.</summary>
    public string Version { get; private set; } = NewVersion;

    public CodeFault Fault { get; private set; }

    public bool HasFault => Fault != CodeFault.None || Version != NewVersion;

    public VersionFailure VersionFailure { get; } = (VersionFailure)random.Next(2);

    /// <summary>Chooses what the first process runs.</summary>
    public void Begin()
    {
        if (_varies)
        {
            Version = OldVersion;
            Fault = NextFault();
        }

        if (Fault == CodeFault.Missing)
        {
            // Nothing can be started of a function that was never there, so it vanishes later or not at all.
            Fault = CodeFault.None;
        }
    }

    /// <summary>Chooses what the next process runs.</summary>
    public void Change()
    {
        if (_varies && !_isFinal && random.Next(2) == 0)
        {
            Version = random.Next(2) == 0 ? NewVersion : Version;
            Fault = NextFault();
        }
    }

    /// <summary>Lets the next process and all after it run what is right.</summary>
    public void Mend() => (_isFinal, Version, Fault) = (true, NewVersion, CodeFault.None);

    private CodeFault NextFault() => random.Next(3) switch
    {
        0 => CodeFault.None,
        1 => CodeFault.Missing,

        // The test mode of replays fails instances whose code has changed rather than to park them.
        _ when replaysAtEveryEvent => CodeFault.Missing,
        _ => random.Next(2) == 0 ? CodeFault.Throws : CodeFault.TakesOtherActions,
    };
}
