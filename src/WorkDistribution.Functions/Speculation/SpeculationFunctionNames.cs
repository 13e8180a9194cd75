namespace WorkDistribution.Functions.Speculation;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running speculations.</summary>
internal static class SpeculationFunctionNames
{
    public const string Orchestrator = "Speculation";
    public const string Idle = "SpeculationIdle";
    public const string Run = "SpeculationRun";
    public const string Cancel = "SpeculationCancel";
    public const string Discard = "SpeculationDiscard";
    public const string Predictor = "SpeculationPredictor";
    public const string Start = "SpeculationStart";
    public const string Get = "SpeculationGet";
}
