namespace Microsoft.Azure.Functions.Worker;

/// <summary>URLs that manage an orchestration instance.</summary>
public class HttpManagementPayload
{
    /// <summary>The instance.</summary>
    public string? Id { get; internal set; }

    /// <summary>GET: the instance's status.</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST: raises the event that takes the place of <c>{eventName}</c>.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>POST: terminates the instance.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>POST: rewinds a failed instance.</summary>
    public string? RewindPostUri { get; internal set; }

    /// <summary>DELETE: purges the instance.</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>POST: starts the instance again with its input.</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST: suspends the instance.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST: resumes a suspended instance.</summary>
    public string? ResumePostUri { get; internal set; }
}
