using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Contracts.Tests.Worker.Fakes;

internal sealed class FakeBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
