namespace WorkDistribution.LocalRuntime.Engine.TestProcess;

/// <summary>The counter: how many ids it has counted, which (a bit each), and those that came again.</summary>
internal sealed record CounterState(int Count, byte[] Seen, int[] Again);
