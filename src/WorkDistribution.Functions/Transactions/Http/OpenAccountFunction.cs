using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Accounts;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary><c>POST /api/accounts/{id}</c> opens an account.</summary>
internal static class OpenAccountFunction
{
    private const int MaxBytes = 1024;
    private const int MaxBalance = 1_000_000_000;

    /// <summary>Opens an account with <c>{"balance": n}</c>; one that is open stays as it is. Answers 202: it is open in a moment. Or 400.</summary>
    [Function(TransactionFunctionNames.OpenAccount)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "accounts/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        if (!KeyName.IsValid(id))
        {
            errors.Add("id", $"{KeyName.Rule} At most {KeyName.MaxLength} of them.");
        }

        var fields = await request.ReadFieldsAsync(MaxBytes, """{"balance":100}""", errors, cancellationToken);
        if (fields is not null && !fields.Has("balance"))
        {
            fields.Complain("balance", $"is missing: give a whole number from 0 to {MaxBalance}.");
        }

        var balance = fields?.Integer("balance", 0, MaxBalance) ?? 0;
        fields?.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        await client.Entities.SignalEntityAsync(AccountEntity.IdOf(id), nameof(AccountEntity.Open), (long)balance, null, cancellationToken);
        var statusUri = new Uri(request.Url, $"/api/accounts/{id}").AbsoluteUri;
        return await request.NotYetAsync(new { id, statusUri }, cancellationToken, statusUri);
    }
}
