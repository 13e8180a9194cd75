namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>
/// Does the work of one kind of item. A new instance, in a service scope of its own, serves each attempt. Attempts run at least once:
/// a worker that is lost after the work and before the record leaves the work to be done again, so make it idempotent
/// (<see cref="WorkContext.Id"/> stays the same).
/// </summary>
/// <typeparam name="TPayload">
/// What an item carries, as JSON: members that the type does not have, and missing ones that it requires, are refused at submission.
/// </typeparam>
public interface IWorkHandler<in TPayload>
{
    /// <summary>Runs one attempt.</summary>
    /// <param name="payload">The item's payload.</param>
    /// <param name="context">The item and the attempt.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the item is cancelled, its timeout passes, its lease is lost or the host stops. A handler that goes on regardless
    /// is given up after a grace period.
    /// </param>
    /// <returns>A value that is kept as JSON, at most 16 KiB, and shown; or null.</returns>
    /// <exception cref="PermanentFailureException">Trying again cannot help. Any other exception is tried again while retries are left.</exception>
    Task<object?> RunAsync(TPayload payload, WorkContext context, CancellationToken cancellationToken);

    /// <summary>Looks at a payload when an item is submitted.</summary>
    /// <param name="payload">The payload, whose shape is right.</param>
    /// <returns>Why it is refused; null if it is not, which is the default.</returns>
    string? Refuse(TPayload payload) => null;
}
