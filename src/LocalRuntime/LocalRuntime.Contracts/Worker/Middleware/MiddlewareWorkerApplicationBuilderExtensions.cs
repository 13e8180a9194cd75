using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds middleware to the invocation pipeline, in the order of the calls.</summary>
public static class MiddlewareWorkerApplicationBuilderExtensions
{
    /// <summary>Adds the two built-in steps: output bindings, then execution of the function.</summary>
    public static IFunctionsWorkerApplicationBuilder UseDefaultWorkerMiddleware(this IFunctionsWorkerApplicationBuilder builder) =>
        builder.UseOutputBindingsMiddleware().UseFunctionExecutionMiddleware();

    /// <summary>Adds the step that runs the function. A second call changes nothing.</summary>
    public static IFunctionsWorkerApplicationBuilder UseFunctionExecutionMiddleware(this IFunctionsWorkerApplicationBuilder builder)
    {
        if (AddOnce<FunctionExecutionMiddleware>(builder))
        {
            builder.Use(_ => FunctionExecutionMiddleware.InvokeAsync);
        }

        return builder;
    }

    /// <summary>Adds the step that fills the output bindings from what the function returned. A second call changes nothing.</summary>
    public static IFunctionsWorkerApplicationBuilder UseOutputBindingsMiddleware(this IFunctionsWorkerApplicationBuilder builder)
    {
        if (AddOnce<OutputBindingsMiddleware>(builder))
        {
            builder.Use(next => context => OutputBindingsMiddleware.InvokeAsync(context, next));
        }

        return builder;
    }

    /// <summary>Adds middleware of a type, one instance for all invocations.</summary>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder)
        where T : class, IFunctionsWorkerMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<T>();
        return builder.Use(next => context => InvokeAsync<T>(context, next));
    }

    /// <summary>Adds middleware of a type for the invocations that match <paramref name="predicate"/>.</summary>
    public static IFunctionsWorkerApplicationBuilder UseWhen<T>(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, bool> predicate)
        where T : class, IFunctionsWorkerMiddleware
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        builder.Services.AddSingleton<T>();
        return builder.Use(next => context => predicate(context) ? InvokeAsync<T>(context, next) : next(context));
    }

    /// <summary>Adds middleware given as a function.</summary>
    public static IFunctionsWorkerApplicationBuilder UseMiddleware(
        this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(middleware);
        return builder.Use(next => context => middleware(context, () => next(context)));
    }

    /// <summary>Adds middleware given as a function for the invocations that match <paramref name="predicate"/>.</summary>
    public static IFunctionsWorkerApplicationBuilder UseWhen(
        this IFunctionsWorkerApplicationBuilder builder,
        Func<FunctionContext, bool> predicate,
        Func<FunctionContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(middleware);
        return builder.Use(next => context => predicate(context) ? middleware(context, () => next(context)) : next(context));
    }

    private static Task InvokeAsync<T>(FunctionContext context, FunctionExecutionDelegate next)
        where T : class, IFunctionsWorkerMiddleware =>
        context.InstanceServices.GetRequiredService<T>().Invoke(context, next);

    // The registered type marks the step as present, so that an app and the host's defaults may both ask for it.
    private static bool AddOnce<T>(IFunctionsWorkerApplicationBuilder builder)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        int before = builder.Services.Count;
        builder.Services.TryAddSingleton<T>();
        return builder.Services.Count > before;
    }
}
