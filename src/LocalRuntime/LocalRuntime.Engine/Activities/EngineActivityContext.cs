using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Activities;

/// <summary>The official activity context.</summary>
internal sealed class EngineActivityContext(string name, string version, string instanceId) : TaskActivityContext
{
    public override TaskName Name => new(name);

    public override string InstanceId => instanceId;

    public override string Version => version;
}
