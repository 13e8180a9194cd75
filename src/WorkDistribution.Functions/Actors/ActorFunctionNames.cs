namespace WorkDistribution.Functions.Actors;

/// <summary>Names of the functions of this feature. Entities keep their state under them: renaming one loses it.</summary>
internal static class ActorFunctionNames
{
    public const string RateLimiter = "ActorRateLimiter";
    public const string Mailbox = "ActorMailbox";
    public const string Ask = "ActorAsk";
    public const string Acquire = "ActorAcquire";
    public const string Post = "ActorPost";
    public const string Read = "ActorRead";
}
