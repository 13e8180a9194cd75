using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Transfers between accounts, each in a critical section over two of them: no money is made or lost.</summary>
internal sealed class TransferWorkload : Workload
{
    private const int Opening = 100;

    private readonly string[] _accounts;
    private readonly Transfer[] _transfers;

    public TransferWorkload(SimulatedWorld world, string id)
        : base(world, id)
    {
        _accounts = [.. Enumerable.Range(0, world.Random.Next(2, 5)).Select(i => string.Create(CultureInfo.InvariantCulture, $"{id}-{i}"))];
        _transfers = [.. Enumerable.Range(0, world.Random.Next(1, 7)).Select(_ => NewTransfer())];
    }

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Entity(world, "account", static operation =>
        {
            var balance = operation.State.GetState<int?>() ?? Opening;
            if (operation.Name == "add")
            {
                balance += operation.GetInput<int>();
                operation.State.SetState(balance);
                if (balance < 0)
                {
                    throw new InvalidOperationException("The account would be overdrawn.");
                }
            }

            return balance;
        })
        .Orchestrator<Transfer>("Transfer", RunAsync);

    public override void Verify()
    {
        var expected = _accounts.ToDictionary(account => account, static _ => Opening);
        for (var i = 0; i < _transfers.Length; i++)
        {
            var row = Row(InstanceId(i));
            var moved = _transfers[i].FailsAfterwards ? row.Output == "moved" : row.Output == "true";
            if (!moved && row.Output is not ("false" or "stayed"))
            {
                throw Violation($"transfer {i} ended as {row.Status} with {row.Output}");
            }

            expected[_transfers[i].From] -= moved ? _transfers[i].Amount : 0;
            expected[_transfers[i].To] += moved ? _transfers[i].Amount : 0;
        }

        foreach (var (account, balance) in expected)
        {
            var state = World.State.FindEntity(new EntityInstanceId("account", account).ToString())?.State;
            if ((state is null ? Opening : int.Parse(state, CultureInfo.InvariantCulture)) != balance)
            {
                throw Violation($"account '{account}' has {state}, but the model says {balance}");
            }
        }
    }

    protected override async Task WorkAsync(DurableTaskClient client) =>
        await Task.WhenAll(_transfers.Select((transfer, i) => RunAsync(client, "Transfer", InstanceId(i), transfer)));

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, Transfer transfer)
    {
        var (from, to) = (new EntityInstanceId("account", transfer.From), new EntityInstanceId("account", transfer.To));
        await using (await context.Entities.LockEntitiesAsync(to, from))
        {
            var before = await context.Entities.CallEntityAsync<int>(from, "get");
            var moved = before >= transfer.Amount;
            if (moved)
            {
                var balances = await Task.WhenAll(
                    context.Entities.CallEntityAsync<int>(from, "add", -transfer.Amount),
                    context.Entities.CallEntityAsync<int>(to, "add", transfer.Amount));
                if (balances[0] != before - transfer.Amount)
                {
                    throw new InvalidOperationException($"Someone else changed the account in the critical section: {before}, then {balances[0]}.");
                }
            }

            return transfer.FailsAfterwards ? throw new InvalidOperationException(moved ? "moved" : "stayed") : moved;
        }
    }

    private string InstanceId(int transfer) => string.Create(CultureInfo.InvariantCulture, $"{Id}-transfer-{transfer}");

    private Transfer NewTransfer()
    {
        var from = World.Random.Next(_accounts.Length);
        var to = (from + World.Random.Next(1, _accounts.Length)) % _accounts.Length;
        return new Transfer(_accounts[from], _accounts[to], World.Random.Next(1, 90), World.Random.Next(4) == 0);
    }
}
