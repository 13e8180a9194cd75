namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Says on a binding attribute whether the registered converters may be tried after its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConverterFallbackBehaviorAttribute : Attribute
{
    /// <summary>Sets the behaviour.</summary>
    public ConverterFallbackBehaviorAttribute(ConverterFallbackBehavior fallbackBehavior)
    {
        Behavior = fallbackBehavior;
    }

    /// <summary>The behaviour.</summary>
    public ConverterFallbackBehavior Behavior { get; }
}
