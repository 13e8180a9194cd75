using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>The parts of the official Durable extension that run in the worker.</summary>
internal sealed class OfficialDurable(OfficialInternals.DurableNames names, IServiceProvider services)
{
    private readonly Func<FunctionContext, InputBindingData<object>, object> _createOrchestrator =
        names.CreateOrchestrator.CreateDelegate<Func<FunctionContext, InputBindingData<object>, object>>(services.GetRequiredService(names.Executor));

    /// <summary>The orchestrator of an invocation: the function behind the worker's executor, or a registered class.</summary>
    public ITaskOrchestrator CreateOrchestrator(FunctionContext context, InputBindingData<object> trigger) =>
        (ITaskOrchestrator)_createOrchestrator(context, trigger);

    /// <summary>The client that functions get: it knows where the management API is.</summary>
    public DurableTaskClient CreateClient(DurableTaskClient inner, string query, string baseUrl) =>
        (DurableTaskClient)names.FunctionsClient.Invoke([inner, query, baseUrl, null]);

    /// <summary>What an activity threw; the official executor packs it into text for a host.</summary>
    public Exception Unpack(Exception exception) =>
        names.SerializationException.IsInstanceOfType(exception) ? (Exception)names.SerializedException.GetValue(exception)! : exception;
}
