using System.Globalization;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Functions.Sagas;

/// <summary>Fails the start on a bad setting or a saga that cannot be run, rather than the first request.</summary>
internal sealed class SagasOptionsValidator(IServiceProvider services, IEnumerable<SagaRegistration> registrations) : IValidateOptions<SagasOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, SagasOptions options)
    {
        var failures = new List<string>();
        if (options.MaxRequestBytes is < 256 or > 32 * 1024)
        {
            failures.Add($"Sagas__MaxRequestBytes is {options.MaxRequestBytes}: use 256 to 32768.");
        }

        if (options.ParkedRetryInterval < ShortestInterval || options.ParkedRetryInterval > LongestInterval)
        {
            failures.Add($"Sagas__ParkedRetryInterval is {options.ParkedRetryInterval}: use 00:00:01 to 30.00:00:00.");
        }

        if (options.DrillFailureRate is not (>= 0 and <= 1))
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"Sagas__DrillFailureRate is {options.DrillFailureRate}: use 0 to 1."));
        }

        try
        {
            _ = new SagaRegistry(registrations, services);
        }
        catch (InvalidSagaException e)
        {
            failures.Add(e.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
