namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of the retries of an invocation.</summary>
public abstract class RetryContext
{
    /// <summary>How many retries preceded this attempt; 0 in the first one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How many retries the policy allows; 0 without a policy, -1 for no limit.</summary>
    public abstract int MaxRetryCount { get; }
}
