using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Actors.Http;

/// <summary><c>POST /api/actors/rooms/{room}/messages</c> says something in a room.</summary>
internal sealed class PostMessageFunction
{
    private const long MaxBytes = 16 * 1024;

    /// <summary>Answers 201 with the message's number, or 400 that names the fields that are wrong.</summary>
    [Function(ActorFunctionNames.Post)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "actors/rooms/{room}/messages")] HttpRequestData request,
        string room,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        ActorKey.Check("room", room, errors);
        var fields = await request.ReadFieldsAsync(MaxBytes, """{"from":"ann","text":"hello"}""", errors, cancellationToken);
        var message = new MailboxMessage(0, fields?.RequiredText("from", 100) ?? "", fields?.RequiredText("text", 2_000) ?? "");
        if (message.From.Length > 0 && string.IsNullOrWhiteSpace(message.From))
        {
            errors.Add("from", "is blank: name the sender.");
        }

        fields?.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var number = await client.AskAsync<long>(ActorFunctionNames.Mailbox, room, nameof(MailboxEntity.Post), message, cancellationToken);
        return await request.JsonAsync(HttpStatusCode.Created, new { room, number }, cancellationToken);
    }
}
