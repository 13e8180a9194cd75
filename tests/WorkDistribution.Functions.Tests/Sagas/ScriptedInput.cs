namespace WorkDistribution.Functions.Tests.Sagas;

internal sealed record ScriptedInput(bool NeedsApproval);
