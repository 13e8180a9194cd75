namespace SampleFunctionApp;

/// <summary>A scoped service: one for each invocation.</summary>
public sealed class Visit
{
    public Guid Id { get; } = Guid.NewGuid();
}
