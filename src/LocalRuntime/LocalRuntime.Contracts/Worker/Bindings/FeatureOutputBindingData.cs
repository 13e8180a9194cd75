namespace Microsoft.Azure.Functions.Worker;

internal sealed class FeatureOutputBindingData<T>(FunctionContext context, string name, T? value, string bindingType) : OutputBindingData<T>
{
    private T? _value = value;

    public override string Name => name;

    public override string BindingType => bindingType;

    public override T? Value
    {
        get => _value;
        set
        {
            _value = value;
            context.GetBindings().OutputBindingData[name] = value;
        }
    }
}
