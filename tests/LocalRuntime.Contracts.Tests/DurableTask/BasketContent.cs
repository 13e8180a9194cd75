namespace LocalRuntime.Contracts.Tests.DurableTask;

/// <summary>A state with an operation of its own.</summary>
internal sealed class BasketContent
{
    public List<string> Items { get; init; } = [];

    public void Put(string item) => Items.Add(item);
}
