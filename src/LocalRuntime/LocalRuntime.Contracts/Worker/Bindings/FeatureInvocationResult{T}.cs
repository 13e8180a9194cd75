namespace Microsoft.Azure.Functions.Worker;

internal sealed class FeatureInvocationResult<T>(FunctionContext context, T? value) : InvocationResult<T>
{
    private T? _value = value;

    public override T? Value
    {
        get => _value;
        set
        {
            _value = value;
            context.GetBindings().InvocationResult = value;
        }
    }
}
