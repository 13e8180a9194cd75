namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>What an account holds.</summary>
internal enum OrderAccountKind
{
    /// <summary>Pieces of goods.</summary>
    Stock,

    /// <summary>Cents of customers.</summary>
    Payments,

    /// <summary>Parcels to zones.</summary>
    Shipments,
}
