namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>What an order takes from: an amount that is available, and of which orders hold parts.</summary>
/// <param name="Kind">Which table it stands in.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct OrderAccount(OrderAccountKind Kind, string Name)
{
    /// <summary>Goods, in pieces.</summary>
    public static OrderAccount Stock(string sku) => new(OrderAccountKind.Stock, sku);

    /// <summary>A customer's money, in cents.</summary>
    public static OrderAccount Balance(string customer) => new(OrderAccountKind.Payments, customer);

    /// <summary>The parcels that can still go to a zone.</summary>
    public static OrderAccount Capacity(string zone) => new(OrderAccountKind.Shipments, zone);

    /// <summary>Its name in the ledger, for example <c>stock:lamp</c>.</summary>
    public override string ToString() => $"{Kind switch
    {
        OrderAccountKind.Stock => "stock",
        OrderAccountKind.Payments => "payments",
        _ => "shipments",
    }}:{Name}";
}
