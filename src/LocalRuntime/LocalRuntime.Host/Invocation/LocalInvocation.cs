using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>One run of one function, as a feature of its context.</summary>
internal sealed class LocalInvocation(FunctionDescriptor function, TriggerInput input) : FunctionInvocation
{
    public FunctionDescriptor Function => function;

    /// <summary>What the trigger handed over.</summary>
    public TriggerInput Input => input;

    /// <summary>Its inputs, result and outputs; set when its context is made.</summary>
    public InvocationBindings Bindings { get; set; } = null!;

    public override string Id { get; } = InvocationIds.Next();

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext { get; } = new LocalTraceContext(input);

    public static LocalInvocation Of(FunctionContext context) => (LocalInvocation)context.Features.Get<FunctionInvocation>()!;
}
