using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.Functions.Actors;

/// <summary>An actor that is a chat room: it numbers messages in the order in which they arrive, and keeps the last ones.</summary>
internal sealed class MailboxEntity : TaskEntity<MailboxState>
{
    private const int MaxText = 2_000;

    /// <summary>Takes a message.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">The message is empty or too long; the room stays as it was.</exception>
    public long Post(MailboxMessage message)
    {
        if (string.IsNullOrWhiteSpace(message.From) || message.Text is not { Length: > 0 and <= MaxText })
        {
            throw new ArgumentException($"A message has a sender and 1 to {MaxText} characters.", nameof(message));
        }

        State.Messages.Add(message with { Number = ++State.Last });
        if (State.Messages.Count > MailboxState.MaxMessages)
        {
            State.Messages.RemoveAt(0);
        }

        return State.Last;
    }

    /// <summary>Runs an operation.</summary>
    [Function(ActorFunctionNames.Mailbox)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<MailboxEntity>();
}
