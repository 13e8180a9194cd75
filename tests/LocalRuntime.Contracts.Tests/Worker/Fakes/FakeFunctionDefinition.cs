using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Contracts.Tests.Worker.Fakes;

internal sealed class FakeFunctionDefinition(params FakeBindingMetadata[] bindings) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters => [];

    public override string PathToAssembly => "app.dll";

    public override string EntryPoint => "App.Run";

    public override string Id => "function";

    public override string Name => "Run";

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => Of(BindingDirection.In);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => Of(BindingDirection.Out);

    private ImmutableDictionary<string, BindingMetadata> Of(BindingDirection direction) =>
        bindings.Where(binding => binding.Direction == direction).ToImmutableDictionary(b => b.Name, b => (BindingMetadata)b);
}
