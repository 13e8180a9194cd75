namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>An instance cannot take turns with the code that is there; the message says why and what helps.</summary>
internal sealed class UnrunnableInstanceException(string message) : Exception(message);
