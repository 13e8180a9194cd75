namespace Microsoft.Azure.Functions.Worker;

internal sealed class FeatureInvocationResult(FunctionContext context, object? value) : InvocationResult
{
    private object? _value = value;

    public override object? Value
    {
        get => _value;
        set
        {
            _value = value;
            context.GetBindings().InvocationResult = value;
        }
    }
}
