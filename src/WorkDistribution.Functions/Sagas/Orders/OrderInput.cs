using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Input of the saga <c>order</c>.</summary>
/// <param name="Sku">What is ordered.</param>
/// <param name="Quantity">How many pieces, 1 to 1,000,000.</param>
/// <param name="Customer">Who pays.</param>
/// <param name="AmountCents">What is paid, 1 to 2,000,000,000.</param>
/// <param name="Zone">Where it is shipped to.</param>
internal sealed record OrderInput(string Sku, int Quantity, string Customer, int AmountCents, string Zone)
{
    /// <summary>Reads <c>{"sku", "quantity", "customer", "amountCents", "zone"}</c>.</summary>
    public static OrderInput Read(RequestFields fields) => new(
        Name(fields, "sku"),
        Number(fields, "quantity", 1_000_000),
        Name(fields, "customer"),
        Number(fields, "amountCents", 2_000_000_000),
        Name(fields, "zone"));

    private static string Name(RequestFields fields, string member)
    {
        var name = fields.RequiredText(member, KeyName.MaxLength);
        if (name.Length > 0 && !KeyName.IsValid(name))
        {
            fields.Complain(member, KeyName.Rule);
        }

        return name;
    }

    private static int Number(RequestFields fields, string member, int max)
    {
        if (!fields.Has(member))
        {
            fields.Complain(member, $"is missing: give a whole number from 1 to {max}.");
        }

        return fields.Integer(member, 1, max) ?? 1;
    }
}
