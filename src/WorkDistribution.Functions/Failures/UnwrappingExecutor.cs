using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace WorkDistribution.Functions.Failures;

/// <summary>
/// Lets failures tell what happened: the worker calls methods of classes that are not public by reflection, and wraps what they throw
/// into "One or more errors occurred. (…)", with which every failure text of an activity would begin.
/// </summary>
internal sealed class UnwrappingExecutor(IFunctionExecutor inner) : IFunctionExecutor
{
    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        try
        {
            await inner.ExecuteAsync(context);
        }
        catch (AggregateException e) when (e.InnerExceptions is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }
    }
}
