using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>Sets a feature of an invocation under a type that is not public.</summary>
internal abstract class FeatureSetter
{
    public static FeatureSetter Of(Type feature) => (FeatureSetter)Activator.CreateInstance(typeof(Setter<>).MakeGenericType(feature))!;

    public abstract void Set(IInvocationFeatures features, object value);

    private sealed class Setter<T> : FeatureSetter
    {
        public override void Set(IInvocationFeatures features, object value) => features.Set((T)value);
    }
}
