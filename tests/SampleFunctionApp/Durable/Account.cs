using Microsoft.Azure.Functions.Worker;

namespace SampleFunctionApp;

/// <summary>An entity that is nothing but its state; named by the attribute.</summary>
public sealed class Account
{
    public int Balance { get; set; }

    public void Deposit(int amount) => Balance += amount;

    public int Read() => Balance;

    [Function("AccountFunction")]
    public static Task Run([EntityTrigger(EntityName = "Account")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();
}
