using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

#pragma warning disable IDE0060 // Parameters are there to be bound.

/// <summary>Functions that give back what was bound to their parameters.</summary>
public static class BindingFunctions
{
    [Function(nameof(BindsText))]
    public static object BindsText([QueueTrigger("bindings")] string value) => value;

    [Function(nameof(BindsBytes))]
    public static object BindsBytes([QueueTrigger("bindings")] byte[] value) => value;

    [Function(nameof(BindsItem))]
    public static object BindsItem([QueueTrigger("bindings")] BoundItem value) => value;

    [Function(nameof(BindsNumbers))]
    public static object BindsNumbers([QueueTrigger("bindings")] int[] value) => value;

    [Function(nameof(BindsInt))]
    public static object BindsInt([QueueTrigger("bindings")] int value) => value;

    [Function(nameof(BindsLong))]
    public static object BindsLong([QueueTrigger("bindings")] long value) => value;

    [Function(nameof(BindsGuid))]
    public static object BindsGuid([QueueTrigger("bindings")] Guid value) => value;

    [Function(nameof(BindsTime))]
    public static object BindsTime([QueueTrigger("bindings")] DateTimeOffset value) => value;

    [Function(nameof(BindsByName))]
    public static object?[] BindsByName(
        [QueueTrigger("bindings")] string text,
        int count,
        Guid id,
        FunctionContext context,
        CancellationToken token,
        int absent = 7,
        string? missing = null) => [text, count, id, context, token, absent, missing];

    [Function(nameof(BindsMissing))]
    public static void BindsMissing([QueueTrigger("bindings")] string text, int number)
    {
    }

    [Function(nameof(BindsConverted))]
    public static object?[] BindsConverted(
        [QueueTrigger("bindings"), InputConverter(typeof(ShoutConverter))] string text, LoudText other) => [text, other];
}
