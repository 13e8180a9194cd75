using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Sagas;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>A bad setting or definition fails the start with its name.</summary>
public sealed class SagaOptionsTests
{
    [Theory]
    [InlineData("Sagas:MaxRequestBytes", "1", "Sagas__MaxRequestBytes")]
    [InlineData("Sagas:ParkedRetryInterval", "00:00:00", "Sagas__ParkedRetryInterval")]
    [InlineData("Sagas:DrillFailureRate", "1.1", "Sagas__DrillFailureRate")]
    [InlineData("Orders:ApprovalLimitCents", "-1", "Orders__ApprovalLimitCents")]
    [InlineData("Orders:ApprovalDeadline", "00:00:00", "Orders__ApprovalDeadline")]
    [InlineData("Orders:Attempts", "0", "Attempts")]
    [InlineData("Orders:RetryDelay", "01:00:00", "RetryDelay")]
    [InlineData("Orders:TablePrefix", "1-2", "Orders__TablePrefix")]
    [InlineData("AzureWebJobsStorage", "nonsense", "Orders__Connection")]
    public void Bad_setting_is_named(string key, string value, string name) =>
        Assert.Contains(name, Start(_ => { }, (key, value)), StringComparison.Ordinal);

    [Fact]
    public void Bad_definition_is_named() => Assert.Contains(
        "Step 'a' has no compensation",
        Start(services => services.AddSaga("bad", _ => new ScriptedInput(false), saga => saga.Step<ScriptedFinalStep>("a"))),
        StringComparison.Ordinal);

    [Fact]
    public void Two_sagas_of_one_name_are_refused() => Assert.Contains(
        "'order'",
        Start(services => services.AddSaga("order", _ => new ScriptedInput(false), saga => saga.Step<ScriptedStep>("a"))),
        StringComparison.Ordinal);

    private static string Start(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        configure(services.AddSagas());
        using var provider = services.BuildServiceProvider();
        return Assert.ThrowsAny<Exception>(provider.GetRequiredService<IStartupValidator>().Validate).ToString();
    }
}
