namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Limits a converter to a target type. May be given several times.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SupportedTargetTypeAttribute : Attribute
{
    /// <summary>Names a target type.</summary>
    public SupportedTargetTypeAttribute(Type targetType)
    {
        ArgumentNullException.ThrowIfNull(targetType);
        TargetType = targetType;
    }

    /// <summary>The target type.</summary>
    public Type TargetType { get; }
}
