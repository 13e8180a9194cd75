namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Says of a converter that it takes <see cref="Core.ModelBindingData"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class SupportsDeferredBindingAttribute : Attribute
{
}
