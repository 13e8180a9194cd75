using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Registers functions that take their time.</summary>
internal static class FunctionExtensions
{
    public static DurableFunctionRegistry Orchestrator<TInput>(
        this DurableFunctionRegistry functions, string name, Func<TaskOrchestrationContext, TInput, Task<object?>> run) =>
        functions.AddOrchestrator(name, invocation => invocation.RunAsync(context => run(context, context.GetInput<TInput>()!)));

    /// <param name="functions">Where it is registered.</param>
    /// <param name="world">Where its runs are noted.</param>
    /// <param name="name">Its name.</param>
    /// <param name="run">Takes the input and how often it has run with it in the instance, this time included.</param>
    public static DurableFunctionRegistry Activity(
        this DurableFunctionRegistry functions, SimulatedWorld world, string name, Func<int, int, object?> run) =>
        functions.AddActivity(name, async invocation =>
        {
            var input = (int)invocation.GetInput(typeof(int))!;
            await world.PauseAsync();
            var result = run(input, world.Ran(invocation.Context.InstanceId, name, input.ToString(CultureInfo.InvariantCulture)));
            await world.PauseAsync();
            return result;
        });

    public static DurableFunctionRegistry Entity(
        this DurableFunctionRegistry functions, SimulatedWorld world, string name, Func<TaskEntityOperation, object?> run) =>
        functions.AddEntity(name, async invocation =>
        {
            await invocation.RunAsync(async operation =>
            {
                await world.PauseAsync();
                return run(operation);
            });
        });
}
