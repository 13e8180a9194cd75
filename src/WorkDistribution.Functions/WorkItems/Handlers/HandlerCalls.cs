using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>Runs handlers for the features that are not work items themselves: each call in a service scope of its own and within a time.</summary>
internal sealed class HandlerCalls(WorkHandlers handlers, IServiceScopeFactory scopes, TimeProvider time)
{
    private const int MaxResultBytes = 16 * 1024;

    /// <summary>Runs a handler.</summary>
    /// <param name="handler">The handler's name.</param>
    /// <param name="payload">The payload as JSON.</param>
    /// <param name="context">What the handler is told.</param>
    /// <param name="timeout">After which it is cancelled. One that goes on regardless is left to itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result as JSON; null if it has none.</returns>
    /// <exception cref="PermanentFailureException">There is no such handler, its result is too large, or it says so itself.</exception>
    /// <exception cref="TimeoutException">It took longer than <paramref name="timeout"/>.</exception>
    public async Task<JsonElement?> RunAsync(string handler, string payload, WorkContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!handlers.TryGet(handler, out var registration))
        {
            throw new PermanentFailureException($"There is no handler '{handler}' in this app: register it in Program.cs.");
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var value = await CallAsync(registration, payload, context, either.Token).WaitAsync(either.Token);
            return value is null ? null : Bounded(handler, JsonSerializer.SerializeToElement(value, value.GetType(), JsonSerializerOptions.Web));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Handler '{handler}' took longer than {timeout.TotalSeconds:0.###} s: allow it more time or give it less to do.");
        }
    }

    // The scope ends with the call, also when nobody waits for it any more.
    private async Task<object?> CallAsync(WorkHandlerRegistration registration, string payload, WorkContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await registration.Create(scope.ServiceProvider).RunAsync(payload, context, cancellationToken);
    }

    private static JsonElement Bounded(string handler, JsonElement result) =>
        Encoding.UTF8.GetByteCount(result.GetRawText()) <= MaxResultBytes
            ? result
            : throw new PermanentFailureException($"The result of '{handler}' has more than {MaxResultBytes} bytes: store it elsewhere and return a reference.");
}
