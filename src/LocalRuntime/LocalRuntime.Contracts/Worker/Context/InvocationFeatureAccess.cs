namespace Microsoft.Azure.Functions.Worker;

internal static class InvocationFeatureAccess
{
    public static T GetRequired<T>(this IInvocationFeatures features)
        where T : class =>
        features.Get<T>()
            ?? throw new InvalidOperationException(
                $"This invocation has no feature of type {typeof(T)}: it is available only in an invocation that the host started.");
}
