using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Tests.Official;

public sealed class OfficialInternalsTests
{
    private static readonly Assembly Core = typeof(FunctionContext).Assembly;

    [Fact]
    public void Every_name_is_found_in_the_referenced_packages()
    {
        var internals = OfficialInternals.Resolve();

        Assert.NotNull(internals.Durable);
        Assert.NotNull(internals.AspNetCore);
        Assert.NotNull(Core.GetType(OfficialInternals.WorkerLoggerProvider));
        Assert.NotNull(Core.GetType(OfficialInternals.InvocationLogCategory));
    }

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker.Converters.PropertyBagKeys", OfficialInternals.ConverterTypeKey)]
    [InlineData("Microsoft.Azure.Functions.Worker.Converters.PropertyBagKeys", OfficialInternals.ConverterFallbackKey)]
    [InlineData("Microsoft.Azure.Functions.Worker.Converters.PropertyBagKeys", OfficialInternals.BindingAttributeKey)]
    [InlineData("Microsoft.Azure.Functions.Worker.Converters.PropertyBagKeys", OfficialInternals.BindingConvertersKey)]
    [InlineData("Microsoft.Azure.Functions.Worker.Diagnostics.TraceConstants+CapabilityFlags", OfficialInternals.SchemaVersionCapability)]
    public void Every_key_is_one_of_the_worker(string type, string key) => Assert.Contains(
        key, Core.GetType(type, throwOnError: true)!.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue()));

    [Fact]
    public void Missing_name_is_one_sentence_with_the_name_and_both_versions()
    {
        var official = new OfficialAssembly(Core, "The.Package", "9.8.7");
        Action[] lookUps =
        [
            () => official.Type("No.Such.Type"),
            () => official.Method(typeof(FunctionContext), "NoSuchMethod"),
            () => official.Constructor(typeof(FunctionContext), parameters: 9),
            () => official.Field(typeof(FunctionContext), "_noSuchField"),
        ];

        var messages = lookUps.Select(lookUp => Assert.Throws<HostStartupException>(lookUp).Message).ToList();

        Assert.Equal(
            ["No.Such.Type", $"{typeof(FunctionContext)}.NoSuchMethod", $"{typeof(FunctionContext)}.ctor", $"{typeof(FunctionContext)}._noSuchField"],
            messages.Select(m => m.Split('\'')[1]));
        Assert.All(messages, m => Assert.Contains(
            $"which The.Package 9.8.7 has and {OfficialInternals.WorkerVersion} does not", m, StringComparison.Ordinal));
    }
}
