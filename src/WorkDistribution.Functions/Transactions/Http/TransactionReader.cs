using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Orchestration;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary>Reads the body of <c>POST /api/transactions</c>.</summary>
internal static class TransactionReader
{
    /// <summary>Accounts of one transaction: what is shown of them has to fit a status of 16 KB.</summary>
    public const int MaxParticipants = 12;

    /// <summary>A body that is valid, for complaints.</summary>
    public const string Example = """{"transfers":[{"from":"ada","to":"grace","amount":10}]}""";

    private const int MaxTransfers = 64;
    private const int MaxAmount = 1_000_000_000;

    /// <summary>Reads a body; to be used only if no complaint was added.</summary>
    public static TransactionRequest Read(RequestFields fields, TransactionsOptions options, ValidationErrors errors)
    {
        // P1 is the account that is named first.
        var accounts = new List<string>();
        var deltas = new Dictionary<string, long>(StringComparer.Ordinal);
        var minimums = new Dictionary<string, long>(StringComparer.Ordinal);
        var transfers = fields.Objects("transfers", MaxTransfers).ToList();
        foreach (var transfer in transfers)
        {
            var from = ReadName(transfer, "from");
            var to = ReadName(transfer, "to");
            var amount = ReadAmount(transfer, "amount", 1);
            transfer.RefuseOthers();
            if (from.Length > 0 && from == to)
            {
                transfer.Complain("to", $"is the account '{from}' that the money comes from.");
            }

            Add(from, -amount);
            Add(to, amount);
        }

        if (transfers.Count == 0 && errors.IsEmpty)
        {
            fields.Complain("transfers", $"is missing or empty: give 1 to {MaxTransfers}, for example {Example}.");
        }

        foreach (var check in fields.Objects("checks", MaxParticipants))
        {
            var account = ReadName(check, "account");
            minimums[account] = Math.Max(minimums.GetValueOrDefault(account), ReadAmount(check, "minimum", 0));
            check.RefuseOthers();
            Add(account, 0);
        }

        var presumesAbort = fields.Flag("presumedAbort") ?? false;
        var readOnlyVotes = fields.Flag("readOnly") ?? true;
        fields.RefuseOthers();
        if (accounts.Count > MaxParticipants)
        {
            fields.Complain("transfers", $"name {accounts.Count} accounts, those of the checks included; at most {MaxParticipants} are taken.");
        }

        return new TransactionRequest(
            [.. accounts.Select(account => new TransactionWork(account, deltas[account], minimums.GetValueOrDefault(account)))],
            presumesAbort,
            readOnlyVotes,
            options.VoteTimeout,
            options.DecisionTimeout,
            options.TerminationInterval,
            options.AcknowledgeTimeout);

        void Add(string account, long delta)
        {
            if (!deltas.TryGetValue(account, out var before))
            {
                accounts.Add(account);
            }

            deltas[account] = before + delta;
        }
    }

    private static string ReadName(RequestFields fields, string member)
    {
        var name = fields.RequiredText(member, KeyName.MaxLength);
        if (name.Length > 0 && !KeyName.IsValid(name))
        {
            fields.Complain(member, KeyName.Rule);
        }

        return name;
    }

    private static int ReadAmount(RequestFields fields, string member, int min)
    {
        if (!fields.Has(member))
        {
            fields.Complain(member, $"is missing: give a whole number from {min} to {MaxAmount}.");
        }

        return fields.Integer(member, min, MaxAmount) ?? min;
    }
}
