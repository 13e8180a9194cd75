namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>
/// Faults to be made on purpose in the first attempt of chunks; refused unless <see cref="EncodingOptions.AllowFaultInjection"/> is on.
/// </summary>
/// <param name="Fail">Chunks whose first attempt fails after it has done its work, as when its process is lost.</param>
/// <param name="Delay">Chunks whose first attempt dawdles.</param>
/// <param name="DelayMs">For how long, in milliseconds.</param>
internal sealed record InjectedFaults(IReadOnlyList<int> Fail, IReadOnlyList<int> Delay, int DelayMs);
