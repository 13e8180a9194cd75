using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Web;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>GET /api/work?state=&amp;priority=&amp;top=&amp;continuationToken=</c> lists items.</summary>
internal sealed class ListWorkFunction(WorkListing listing, WorkLevels levels)
{
    private const int DefaultTop = 50;
    private const int MaxTop = 1000;

    /// <summary>Answers 200 with <c>{"items":[…],"continuationToken":"…"}</c>, 400 that names the parameter that is wrong, 503 without storage.</summary>
    [Function(WorkItemsFunctionNames.List)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "work")] HttpRequestData request, CancellationToken cancellationToken) =>
        request.OnStorageAsync(
            async () =>
            {
                var errors = new ValidationErrors();
                var query = HttpUtility.ParseQueryString(request.Url.Query);
                var (state, level, top, from) = (ReadState(query, errors), ReadLevel(query, errors), ReadTop(query, errors), ReadPosition(query, errors));
                if (!errors.IsEmpty)
                {
                    return await request.InvalidAsync(errors, cancellationToken);
                }

                try
                {
                    var (items, next) = await listing.ReadAsync(state, level, top, from, cancellationToken);
                    return await request.JsonAsync(
                        HttpStatusCode.OK,
                        new { items = items.Select(item => WorkItemView.From(item, levels)), continuationToken = next?.ToText() },
                        cancellationToken);
                }
                catch (Exception e) when (from?.Token is not null && e is RequestFailedException { Status: StatusCodes.Status400BadRequest } or FormatException)
                {
                    Refuse(errors);
                    return await request.InvalidAsync(errors, cancellationToken);
                }
            },
            cancellationToken);

    private static WorkItemState? ReadState(NameValueCollection query, ValidationErrors errors)
    {
        if (query["state"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (WorkItemStates.TryParse(text.ToUpperInvariant(), out var state))
        {
            return state;
        }

        errors.Add("state", $"must be one of {string.Join(", ", WorkItemStates.All)}, not '{text}'.");
        return null;
    }

    private int? ReadLevel(NameValueCollection query, ValidationErrors errors)
    {
        if (query["priority"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (levels.TryFind(text, out var level))
        {
            return level;
        }

        errors.Add("priority", $"must be one of {string.Join(", ", levels.Names)}, not '{text}'.");
        return null;
    }

    private static int ReadTop(NameValueCollection query, ValidationErrors errors)
    {
        if (query["top"] is not { Length: > 0 } text)
        {
            return DefaultTop;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= MaxTop)
        {
            return top;
        }

        errors.Add("top", $"must be a whole number from 1 to {MaxTop}, not '{text}'.");
        return DefaultTop;
    }

    private static ListPosition? ReadPosition(NameValueCollection query, ValidationErrors errors)
    {
        if (query["continuationToken"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (ListPosition.Parse(text) is { } position)
        {
            return position;
        }

        Refuse(errors);
        return null;
    }

    private static void Refuse(ValidationErrors errors) =>
        errors.Add("continuationToken", "is not one that this listing returned: leave it out to start from the beginning.");
}
