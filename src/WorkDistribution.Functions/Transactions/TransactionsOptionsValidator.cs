using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.Transactions;

/// <summary>Fails the start on a bad setting.</summary>
internal sealed class TransactionsOptionsValidator : IValidateOptions<TransactionsOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, TransactionsOptions options)
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(options.VoteTimeout), options.VoteTimeout),
            (nameof(options.DecisionTimeout), options.DecisionTimeout),
            (nameof(options.TerminationInterval), options.TerminationInterval),
            (nameof(options.AcknowledgeTimeout), options.AcknowledgeTimeout),
        ];
        var failures = times.Where(static time => time.Value < Shortest || time.Value > Longest)
            .Select(static time => $"Transactions__{time.Name} is {time.Value}: use 00:00:00.001 to 30.00:00:00.")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
