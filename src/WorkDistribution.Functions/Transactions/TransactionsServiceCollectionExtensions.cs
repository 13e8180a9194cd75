using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.Transactions;

/// <summary>Registers two-phase commit.</summary>
internal static class TransactionsServiceCollectionExtensions
{
    /// <summary>Adds transfers among accounts by two-phase commit. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddTransactions(this IServiceCollection services)
    {
        services.AddOptions<TransactionsOptions>().BindConfiguration(TransactionsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TransactionsOptions>, TransactionsOptionsValidator>());
        return services;
    }
}
