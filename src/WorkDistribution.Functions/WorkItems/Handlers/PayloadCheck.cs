using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>Tells whether a handler is there and takes a payload, before anything is started.</summary>
internal sealed class PayloadCheck(WorkHandlers handlers, IServiceScopeFactory scopes)
{
    /// <summary>Why there is no such handler; null if there is.</summary>
    public string? RefuseHandler(string handler) =>
        handlers.TryGet(handler, out _) ? null : $"'{handler}' is not registered: use one of {string.Join(", ", handlers.Names)}.";

    /// <summary>Why a payload is too large; null if it is not.</summary>
    public static string? RefuseSize(string payload, int maxBytes) =>
        Encoding.UTF8.GetByteCount(payload) <= maxBytes ? null : $"has more than {maxBytes} bytes: put the data elsewhere and submit a reference to it.";

    /// <summary>Asks a handler about a payload.</summary>
    /// <param name="handler">The handler's name.</param>
    /// <param name="payload">The payload as JSON.</param>
    /// <param name="maxBytes">Most bytes of it.</param>
    /// <returns>The field that is to blame, <c>handler</c>, <c>payload</c> or a part of it, and why; null if all is well.</returns>
    public (string Field, string Message)? Refuse(string handler, string payload, int maxBytes)
    {
        if (!handlers.TryGet(handler, out var registration))
        {
            return ("handler", RefuseHandler(handler)!);
        }

        if (RefuseSize(payload, maxBytes) is { } tooLarge)
        {
            return ("payload", tooLarge);
        }

        using var scope = scopes.CreateScope();
        return registration.Create(scope.ServiceProvider).Refuse(payload);
    }
}
