namespace WorkDistribution.Functions.Sagas;

/// <summary>An action took no effect and never will: the saga goes back at once, without further attempts.</summary>
/// <param name="reason">Why, for the requester.</param>
internal sealed class SagaRefusedException(string reason) : Exception(reason);
