using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>An orchestration an operation started. <paramref name="IsGenerated"/> says that nobody else can have its id; <paramref name="Operation"/> is the operation's span.</summary>
internal sealed record EntityStart(string InstanceId, HistoryEvent Start, bool IsGenerated, ActivitySpanId Operation);
