using System.Globalization;
using System.Security.Cryptography;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>The name of this process among the workers: machine, process and a random part, since process ids come again.</summary>
internal sealed class WorkerIdentity
{
    /// <summary>The name.</summary>
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
}
