namespace WorkDistribution.Cli.Worker;

/// <summary>One <c>wd worker</c> as parsed.</summary>
/// <param name="Url">The main host, whose engine the workers' Durable clients use.</param>
/// <param name="Functions">The functions that workers run.</param>
/// <param name="Objects">Folder of the object store, absolute; the main host's.</param>
/// <param name="Minimum">Fewest workers, from 0.</param>
/// <param name="Maximum">Most workers; the same as <paramref name="Minimum"/> for a fixed number.</param>
/// <param name="Queue">The queue whose length decides between them.</param>
/// <param name="Target">Messages for one worker; null for the batch size of host.json.</param>
/// <param name="Interval">Time between two decisions.</param>
/// <param name="CoolDown">How long fewer workers must have been enough before there are fewer.</param>
internal sealed record WorkerSettings(
    Uri Url,
    IReadOnlyList<string> Functions,
    string Objects,
    int Minimum,
    int Maximum,
    string Queue,
    int? Target,
    TimeSpan Interval,
    TimeSpan CoolDown)
{
    public bool IsFixed => Minimum == Maximum;
}
