using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.Tests.WorkItems;

public sealed class WorkItemsOptionsTests
{
    [Theory]
    [InlineData("WorkItems:Shards", "0", "WorkItems__Shards")]
    [InlineData("WorkItems:Lanes", "65", "WorkItems__Lanes")]
    [InlineData("WorkItems:Workers", "0", "WorkItems__Workers")]
    [InlineData("WorkItems:MaxDepth", "0", "WorkItems__MaxDepth")]
    [InlineData("WorkItems:MaxPayloadBytes", "0", "WorkItems__MaxPayloadBytes")]
    [InlineData("WorkItems:MaxBatchItems", "0", "WorkItems__MaxBatchItems")]
    [InlineData("WorkItems:DefaultRetries", "101", "WorkItems__DefaultRetries")]
    [InlineData("WorkItems:DefaultTimeoutSeconds", "0", "WorkItems__DefaultTimeoutSeconds")]
    [InlineData("WorkItems:Lease", "00:00:00.5", "WorkItems__Lease")]
    [InlineData("WorkItems:LaneLease", "00:00:01", "WorkItems__LaneLease")]
    [InlineData("WorkItems:LaneLinger", "00:01:01", "WorkItems__LaneLinger")]
    [InlineData("WorkItems:StealThreshold", "-1", "WorkItems__StealThreshold")]
    [InlineData("WorkItems:RetryDelay", "0", "WorkItems__RetryDelay")]
    [InlineData("WorkItems:RetryFactor", "0.5", "WorkItems__RetryFactor")]
    [InlineData("WorkItems:MaxRetryDelay", "00:00:00.5", "WorkItems__MaxRetryDelay")]
    [InlineData("WorkItems:MaxLosses", "-1", "WorkItems__MaxLosses")]
    [InlineData("WorkItems:DefaultPriority", "urgent", "WorkItems__DefaultPriority")]
    [InlineData("WorkItems:HttpHosts:0", "http://example.org/", "WorkItems__HttpHosts__0")]
    [InlineData("WorkItems:Levels:0:Name", "normal", "WorkItems__Levels__0")]
    [InlineData("AzureWebJobsStorage", "nonsense", "AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage")]
    public void Bad_setting_is_named(string key, string value, string name) =>
        Assert.Contains(name, Assert.ThrowsAny<Exception>(() => Create((key, value)).GetRequiredService<IStartupValidator>().Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_handlers_of_one_name_are_refused() =>
        Assert.Contains("'sleep'", Assert.ThrowsAny<Exception>(() => Create(static services => services.AddWorkHandler<FlakyHandler>("sleep"))
            .GetRequiredService<IStartupValidator>().Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Levels_and_shares_can_be_configured()
    {
        var levels = Create(
            ("WorkItems:Levels:0:Name", "now"), ("WorkItems:Levels:0:Share", "3"),
            ("WorkItems:Levels:1:Name", "later"), ("WorkItems:Levels:1:Share", "1"),
            ("WorkItems:DefaultPriority", "later")).GetRequiredService<WorkLevels>();

        Assert.Equal(["now", "later"], levels.Names);
        Assert.Equal(1, levels.Default);
    }

    [Fact]
    public void Defaults_are_valid() => Create().GetRequiredService<IStartupValidator>().Validate();

    private static ServiceProvider Create(params (string Key, string Value)[] settings) => Create(null, settings);

    private static ServiceProvider Create(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", "UseDevelopmentStorage=true")])
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddWorkItems();
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
