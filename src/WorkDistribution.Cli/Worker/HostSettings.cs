using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Queues;

namespace WorkDistribution.Cli.Worker;

/// <summary>What the scaler needs of host.json and local.settings.json, read as the host itself reads them.</summary>
/// <param name="Queue">The queue to follow, in the storage of <c>AzureWebJobsStorage</c>.</param>
/// <param name="BatchSize">Messages that one host fetches at once: the platform's default target for one instance.</param>
internal sealed record HostSettings(QueueClient Queue, int BatchSize)
{
    /// <param name="currentDirectory">Where the files are looked for first; then beside <c>wd</c>.</param>
    /// <param name="queue">The queue's name; <c>%NAME%</c> stands for a setting.</param>
    /// <exception cref="UsageException">A file, a setting or the name is not usable.</exception>
    public static HostSettings Load(string currentDirectory, string queue)
    {
        try
        {
            var configuration = HostConfiguration.Load(currentDirectory, AppContext.BaseDirectory);
            var address = QueueAddress.Resolve(queue, connection: null, configuration.Settings, "wd worker");
            return new HostSettings(address.CreateClient(), configuration.Host.Queues.BatchSize);
        }
        catch (HostConfigurationException problem)
        {
            throw new UsageException(problem.Message);
        }
    }
}
