using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class ResolvedInputBindingData<T>(IInputBindingResolver resolver, BindingMetadata binding, T? value) : InputBindingData<T>
{
    private T? _value = value;

    public override BindingMetadata BindingMetadata => binding;

    public override T? Value
    {
        get => _value;
        set
        {
            _value = value;
            resolver.Set(binding.Name, value);
        }
    }
}
