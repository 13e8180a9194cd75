namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Settings <c>Orders__…</c> of the saga <c>order</c>, checked when the app starts.</summary>
internal sealed class OrdersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders";

    /// <summary>Orders above this many cents need an approval, from 0. Default 100,000 (1,000.00).</summary>
    public int ApprovalLimitCents { get; set; } = 100_000;

    /// <summary>How long an approval may take, 1 s to 30 days. Default 1 day.</summary>
    public TimeSpan ApprovalDeadline { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Attempts of each step, 1 to 100. Default 3.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Wait after the first failed attempt; it doubles, up to a minute. 0 to 1 min, default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Connection setting of the tables. Default <c>AzureWebJobsStorage</c>.</summary>
    public string Connection { get; set; } = "AzureWebJobsStorage";

    /// <summary>What the tables' names begin with: a letter, then letters and digits, at most 40. Default <c>Orders</c>.</summary>
    public string TablePrefix { get; set; } = "Orders";
}
