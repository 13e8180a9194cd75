namespace WorkDistribution.Benchmarks.App;

/// <summary>How much of each kind is measured: rates are compared, so a slower contender may have less to do.</summary>
/// <param name="FanOut">Activities of one orchestration.</param>
/// <param name="Sequences">Five-step sequences, <see cref="InFlight"/> at a time.</param>
/// <param name="IdleSequences">Five-step sequences, one at a time.</param>
/// <param name="Signals">Signals to one entity.</param>
internal sealed record Load(int FanOut, int Sequences, int IdleSequences, int Signals)
{
    public const int InFlight = 100;

    /// <summary>Puts the load on a contender.</summary>
    /// <param name="contender">Who does it.</param>
    /// <param name="figures">Takes what is measured.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutOnAsync(IContender contender, Figures figures, CancellationToken cancellationToken)
    {
        figures.FanOut.Add(FanOut / (await contender.FanOutAsync(FanOut, cancellationToken)).TotalSeconds);
        figures.Sequences.Add(Sequences / (await contender.SequencesAsync(Sequences, InFlight, cancellationToken)).TotalSeconds);
        figures.Idle.AddRange(await contender.IdleSequencesAsync(IdleSequences, cancellationToken));
        figures.Signals.Add(Signals / (await contender.SignalsAsync(Signals, cancellationToken)).TotalSeconds);
    }
}
