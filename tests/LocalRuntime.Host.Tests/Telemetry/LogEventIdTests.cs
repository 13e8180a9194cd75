using System.Reflection;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>Event ids are what logs are searched and alerted on by: one event each.</summary>
public sealed class LogEventIdTests
{
    // Categories are shared by classes (the engine's are one, functions' are two classes'), so an id is unique in its assembly.
    [Theory]
    [InlineData(typeof(DurableEngine))]
    [InlineData(typeof(HostTelemetry))]
    public void Every_event_has_an_id_of_its_own(Type ofAssembly)
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        var events = ofAssembly.Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (Method: $"{method.DeclaringType}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(item => item.Id is not null)
            .ToList();

        Assert.NotEmpty(events);
        Assert.All(events, item => Assert.InRange(item.Id!.Value, 1, int.MaxValue));
        Assert.All(
            events.GroupBy(item => item.Id),
            same => Assert.True(same.Count() == 1, $"Event id {same.Key} stands for {string.Join(" and ", same.Select(item => item.Method))}."));
    }
}
