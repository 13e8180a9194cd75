using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Actors.Http;

/// <summary><c>GET /api/actors/rooms/{room}/messages?after=n</c> reads a room.</summary>
internal sealed class ReadMessagesFunction
{
    /// <summary>Answers 200 with the messages after a number, none in a room that nobody has spoken in, or 400 on a bad <c>after</c>.</summary>
    [Function(ActorFunctionNames.Read)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "actors/rooms/{room}/messages")] HttpRequestData request,
        string room,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        ActorKey.Check("room", room, errors);
        var after = 0L;
        if (HttpUtility.ParseQueryString(request.Url.Query)["after"] is { } text
            && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            errors.Add("after", $"must be a whole number from 0, not '{text}'.");
        }

        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var entity = await client.Entities.GetEntityAsync<MailboxState>(new EntityInstanceId(ActorFunctionNames.Mailbox, room), cancellation: cancellationToken);
        var state = entity?.State ?? new MailboxState();
        return await request.JsonAsync(
            HttpStatusCode.OK, new { room, last = state.Last, messages = state.Messages.Where(message => message.Number > after) }, cancellationToken);
    }
}
