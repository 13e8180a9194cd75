using System.CommandLine;
using WorkDistribution.Cli.Actors;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Graph;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.MasterWorker;
using WorkDistribution.Cli.Run;
using WorkDistribution.Cli.Saga;
using WorkDistribution.Cli.Scenario;
using WorkDistribution.Cli.Scenario.SocialPosts;
using WorkDistribution.Cli.Speculation;
using WorkDistribution.Cli.Top;
using WorkDistribution.Cli.Transactions;
using WorkDistribution.Cli.Worker;

namespace WorkDistribution.Cli;

/// <summary>The <c>wd</c> command line: parses, runs, and turns every outcome into an exit code and one clear message.</summary>
internal static class WdCommand
{
    // After Ctrl-C or SIGTERM; somewhat more than hosts that wd has started may take to stop in order.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("WorkDistribution: spread computation over elastic workers and put the results back together.")
        {
            RunCommand.Create(output, error),
            MasterWorkerCommand.Create(output, error),
            GraphCommand.Create(output, error),
            SagaCommand.Create(output, error),
            TransactionCommand.Create(output, error),
            ScenarioCommand.Create(output, error),
            SpeculateCommand.Create(output, error),
            ActorCommand.Create(output),
            WorkerCommand.Create(error),
            TopCommand.Create(output, error),
            MonolithEncoder.Create(),
            PostsBefore.Create(output),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
            {
                await error.WriteLineAsync($"wd: {mistake.Message}");
            }

            await error.WriteLineAsync("wd: 'wd --help' and 'wd run JOB --help' show the usage.");
            return ExitCode.BadUsage;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTime,
            };
            return await parsed.InvokeAsync(invocation);
        }
        catch (UsageException mistake)
        {
            await error.WriteLineAsync($"wd: {mistake.Message}");
            return ExitCode.BadUsage;
        }
        catch (ApiException refusal)
        {
            await error.WriteLineAsync($"wd: {refusal.Message}");
            return refusal.IsBadRequest ? ExitCode.BadUsage : ExitCode.JobFailed;
        }
        catch (HostStartException failure)
        {
            await error.WriteLineAsync($"wd: {failure.Message}");
            return ExitCode.JobFailed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk, or a standard output that was closed: of that the outer exception says that access to a path is denied.
            await error.WriteLineAsync($"wd: {(failure.InnerException ?? failure).Message}");
            return ExitCode.JobFailed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("wd: interrupted.");
            return ExitCode.JobFailed;
        }
    }
}
