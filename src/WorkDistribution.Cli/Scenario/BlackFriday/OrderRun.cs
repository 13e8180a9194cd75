namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>What became of the orders. Times are milliseconds.</summary>
internal sealed record OrderRun
{
    /// <summary>Orders that were placed; all of them were completed.</summary>
    public required int Orders { get; init; }

    /// <summary>Those that ended before their deadline, 0 to 1.</summary>
    public required double SuccessRate { get; init; }

    /// <summary>From the placing of an order to its end.</summary>
    public required double P50Ms { get; init; }

    /// <inheritdoc cref="P50Ms"/>
    public required double P99Ms { get; init; }

    /// <summary>From the first order's placing to the last one's end.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>Time for which workers were busy with orders of the time they had until the last one ended, 0 to 1.</summary>
    public required double Utilisation { get; init; }

    /// <summary>The celebrity's orders by the worker that ran them, largest first; workers that ran none are zeros.</summary>
    public required IReadOnlyList<int> CelebrityOrdersByWorker { get; init; }

    /// <summary>Times that an idle worker tried to steal from a lane.</summary>
    public required long StealAttempts { get; init; }

    /// <summary>Those that brought orders.</summary>
    public required long Steals { get; init; }

    /// <summary>Orders that were stolen.</summary>
    public required long StolenOrders { get; init; }

    /// <summary>Lanes that the rebalancer gave to another worker.</summary>
    public required long MovedLanes { get; init; }

    /// <summary>Orders that the rebalancer gave to another worker.</summary>
    public required long MovedOrders { get; init; }
}
