using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Fails the start on a bad setting.</summary>
internal sealed class OrdersOptionsValidator(IConfiguration configuration) : IValidateOptions<OrdersOptions>
{
    private const int MaxPrefixLength = 40;
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, OrdersOptions options)
    {
        var failures = new List<string>();
        if (options.ApprovalLimitCents < 0)
        {
            failures.Add($"Orders__ApprovalLimitCents is {options.ApprovalLimitCents}: use 0 or more.");
        }

        if (options.ApprovalDeadline < ShortestDeadline || options.ApprovalDeadline > LongestDeadline)
        {
            failures.Add($"Orders__ApprovalDeadline is {options.ApprovalDeadline}: use 00:00:01 to 30.00:00:00.");
        }

        if (options.Attempts is < 1 or > 100)
        {
            failures.Add($"Orders__Attempts is {options.Attempts}: use 1 to 100.");
        }

        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > LongestDelay)
        {
            failures.Add($"Orders__RetryDelay is {options.RetryDelay}: use 00:00:00 to 00:01:00.");
        }

        var prefix = options.TablePrefix;
        if (prefix.Length is 0 or > MaxPrefixLength || !char.IsAsciiLetter(prefix[0]) || !prefix.All(char.IsAsciiLetterOrDigit))
        {
            failures.Add($"Orders__TablePrefix is '{prefix}': use a letter, then letters and digits, at most {MaxPrefixLength}.");
        }

        // An app without storage may still use everything else: only a connection that is there and wrong stops it.
        if (configuration[options.Connection] is not null
            && !StorageConnection.TryCreateTableClient(configuration, options.Connection, out _, out var problem))
        {
            failures.Add($"Orders__Connection: {problem}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
