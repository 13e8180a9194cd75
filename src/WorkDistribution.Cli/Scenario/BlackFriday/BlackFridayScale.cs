namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>How large <c>wd scenario black-friday</c> is; the seed has 10 workers, 10,000 celebrity orders and 10 others.</summary>
internal sealed record BlackFridayScale
{
    /// <summary>Worker processes.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Orders that a worker processes side by side.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>Orders of the celebrity's product: one affinity key.</summary>
    public int CelebrityOrders { get; init; } = 600;

    /// <summary>Other orders, each of a product of its own.</summary>
    public int OtherOrders { get; init; } = 10;

    /// <summary>Time of an order in milliseconds: it waits for a payment, and uses no processor.</summary>
    public int OrderMs { get; init; } = 100;

    /// <summary>An order that ends later than so many milliseconds after it was placed has failed: the customer is gone.</summary>
    public int DeadlineMs { get; init; } = 10_000;

    /// <summary>Time that one worker needs for the celebrity's orders at best, in milliseconds.</summary>
    public double OneWorkerMs => (double)CelebrityOrders * OrderMs / Threads;
}
