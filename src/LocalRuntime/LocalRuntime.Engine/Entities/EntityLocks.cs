using System.Globalization;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>How critical sections are named: by the instance that asks and the number of its request.</summary>
internal static class EntityLocks
{
    public static string Id(long instanceKey, int taskId) => string.Create(CultureInfo.InvariantCulture, $"{instanceKey}/{taskId}");
}
