using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders.Http;

/// <summary><c>POST /api/orders/accounts</c> opens what orders take from.</summary>
internal sealed class OpenOrderAccountsFunction(OrderHolds holds)
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxAccounts = 1_000;
    private const long MaxAmount = 1_000_000_000_000;
    private const string Example = """{"stock":{"lamp":100},"balances":{"ada":500000},"capacity":{"north":20}}""";

    /// <summary>
    /// Opens accounts: goods in pieces, customers' money in cents, parcels to zones. Answers 200 with which were opened and which were
    /// open before and stay as they are, or 400.
    /// </summary>
    [Function(SagaFunctionNames.OpenOrderAccounts)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/accounts")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var accounts = await ReadAsync(request, errors, cancellationToken);
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var opened = new List<string>();
        var open = new List<string>();
        try
        {
            foreach (var (account, amount) in accounts)
            {
                (await holds.OpenAsync(account, amount, cancellationToken) ? opened : open).Add(account.ToString());
            }
        }
        catch (Exception e) when (StorageResponses.IsStorageProblem(e))
        {
            return await request.StorageProblemAsync(e, cancellationToken);
        }

        return await request.JsonAsync(HttpStatusCode.OK, new { opened, alreadyOpen = open }, cancellationToken);
    }

    private static async Task<List<(OrderAccount Account, long Amount)>> ReadAsync(HttpRequestData request, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var accounts = new List<(OrderAccount, long)>();
        if (await request.ReadFieldsAsync(MaxBytes, Example, errors, cancellationToken) is not { } fields)
        {
            return accounts;
        }

        foreach (var (member, create) in ((string, Func<string, OrderAccount>)[])
            [("stock", OrderAccount.Stock), ("balances", OrderAccount.Balance), ("capacity", OrderAccount.Capacity)])
        {
            if (fields.Any(member) is { } named)
            {
                accounts.AddRange(ReadAmounts(member, named, errors).Select(entry => (create(entry.Name), entry.Amount)));
            }
        }

        fields.RefuseOthers();
        if (errors.IsEmpty && accounts.Count is 0 or > MaxAccounts)
        {
            errors.Add("", $"The body names {accounts.Count} accounts: give 1 to {MaxAccounts}, for example {Example}.");
        }

        return accounts;
    }

    private static IEnumerable<(string Name, long Amount)> ReadAmounts(string member, JsonElement named, ValidationErrors errors)
    {
        if (named.ValueKind != JsonValueKind.Object)
        {
            errors.Add(member, $"must be an object of numbers, not {RequestFields.Describe(named)}.");
            yield break;
        }

        foreach (var entry in named.EnumerateObject())
        {
            var field = $"{member}.{entry.Name}";
            if (!KeyName.IsValid(entry.Name))
            {
                errors.Add(field, $"The name {KeyName.Rule} It has at most {KeyName.MaxLength} characters.");
            }

            if (entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt64(out var amount) && amount is >= 0 and <= MaxAmount)
            {
                yield return (entry.Name, amount);
            }
            else
            {
                errors.Add(field, $"must be a whole number from 0 to {MaxAmount}, not {RequestFields.Describe(entry.Value)}.");
            }
        }
    }
}
