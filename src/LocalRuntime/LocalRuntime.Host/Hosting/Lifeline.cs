using Microsoft.Extensions.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// With <c>--lifeline</c>, stops the host in order when its standard input closes: a parent process that starts a host holds the other
/// end, and takes the host with it however the parent ends.
/// </summary>
internal sealed class Lifeline(HostCommandLine commandLine, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!commandLine.Lifeline)
        {
            return;
        }

        var ignored = new byte[256];
        await using var input = Console.OpenStandardInput();

        // A pipe's read cannot be cancelled, so it waits on a thread of its own, which ends with the process.
        await Task.Factory.StartNew(
            () =>
            {
                while (input.Read(ignored) > 0)
                {
                    // What the parent may say means nothing; only its end does.
                }
            },
            stoppingToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }
}
