using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>
/// One instance id in round after round: each round's instance has a child, and is restarted, purged, or purged while the
/// next one starts.
/// </summary>
internal sealed class LifecycleWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    private readonly int _rounds = world.Random.Next(1, 6);
    private int _round = 1;

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Twice", static (n, _) => 2 * n)
        .Orchestrator<int>("Inner", static async (context, n) => await context.CallActivityAsync<int>("Twice", n))
        .Orchestrator<int>("Outer", static async (context, n) =>
        {
            var child = new SubOrchestrationOptions { InstanceId = $"{context.InstanceId}-child" };
            return await context.CallSubOrchestratorAsync<int>("Inner", n, child) + 1;
        });

    public override void Verify()
    {
        foreach (var row in World.State.Instances.Where(row => row.Id == Id))
        {
            EnsureRight(row);
        }
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        for (; _round <= _rounds; _round++)
        {
            await EndOfRoundAsync(client);
            switch (World.Random.Next(4))
            {
                case 0:
                    await RestartAsync(client);
                    await EndOfRoundAsync(client);
                    break;
                case 1:
                    await Task.WhenAll(TryPurgeAsync(client), StartAsync(client, _round + 1));
                    break;
                case 2 when World.IsShared:
                    await PersistAsync(() => PurgeAsync(client));
                    break;
                case 2:
                    await PersistAsync(() => client.PurgeAllInstancesAsync(new PurgeInstancesFilter()));
                    break;
                default:
                    await PersistAsync(() => PurgeAsync(client));
                    break;
            }
        }
    }

    /// <summary>Runs the round's instance to its end; one of an earlier round, left by a request that came late, makes room.</summary>
    private async Task EndOfRoundAsync(DurableTaskClient client)
    {
        while (true)
        {
            var row = await PersistAsync(() => client.GetInstanceAsync(Id, getInputsAndOutputs: true));
            if (row is null)
            {
                await StartAsync(client, _round);
                continue;
            }

            if (row.IsCompleted)
            {
                EnsureRight(World.State.FindInstance(Id, withInput: true));
                if (row.ReadInputAs<int>() == _round)
                {
                    return;
                }

                await TryPurgeAsync(client);
                continue;
            }

            await PersistAsync(async () =>
            {
                using var limit = new CancellationTokenSource(_longestWait, World.Process.Clock);
                try
                {
                    await client.WaitForInstanceCompletionAsync(Id, limit.Token);
                }
                catch (OperationCanceledException) when (limit.IsCancellationRequested)
                {
                    // It may have been purged meanwhile, and then nothing comes any more.
                }

                return true;
            });
        }
    }

    private Task<bool> StartAsync(DurableTaskClient client, int round) => PersistAsync(async () =>
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Outer", round, new StartOrchestrationOptions(Id));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }

        return true;
    });

    private Task<bool> TryPurgeAsync(DurableTaskClient client) => PersistAsync(async () =>
    {
        try
        {
            await client.PurgeInstanceAsync(Id, new PurgeInstanceOptions(Recursive: true));
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return true;
    });

    private async Task<int> PurgeAsync(DurableTaskClient client)
    {
        var key = World.State.FindInstance(Id, withInput: false)?.Key;
        int purged;
        try
        {
            purged = (await client.PurgeInstanceAsync(Id, new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount;
        }
        catch (InvalidOperationException)
        {
            // A restart that was pending has been carried out since.
            return 0;
        }

        if (key is not null && World.State.FindInstance(Id, withInput: false)?.Key == key)
        {
            throw Violation($"the purge was answered with {purged}, but the instance is still there");
        }

        return purged;
    }

    private Task<bool> RestartAsync(DurableTaskClient client) => PersistAsync(async () =>
    {
        try
        {
            await client.RestartAsync(Id);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return false;
        }

        return true;
    });

    private void EnsureRight(InstanceRow? row)
    {
        if (row is { IsFinished: true, Input: { } input })
        {
            var expected = ((2 * int.Parse(input, CultureInfo.InvariantCulture)) + 1).ToString(CultureInfo.InvariantCulture);
            if (row.Status != OrchestrationRuntimeStatus.Completed || row.Output != expected)
            {
                throw Violation($"'{row.Id}' of input {input} ended as {row.Status} with {row.Output}");
            }
        }
    }
}
