using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>A started host.</summary>
public interface IRunningHost : IAsyncDisposable
{
    DurableTaskClient Client { get; }

    LogRecorder Logs { get; }
}
