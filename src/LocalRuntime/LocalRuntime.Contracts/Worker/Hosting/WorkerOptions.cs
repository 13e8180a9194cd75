using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>Serializes bodies, messages and Durable payloads; the host supplies a System.Text.Json one when none is set.</summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>The converters tried for a parameter that names none.</summary>
    public InputConverterCollection InputConverters { get; } = [];

    /// <summary>What the worker tells the host it can do.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>
    {
        ["HandlesWorkerTerminateMessage"] = bool.TrueString,
        ["HandlesInvocationCancelMessage"] = bool.TrueString,
        [nameof(IncludeEmptyEntriesInMessagePayload)] = bool.TrueString,
        ["EnableUserCodeException"] = bool.TrueString,
    };

    /// <summary>Whether exceptions of functions are reported as they are; always so by default.</summary>
    [Obsolete("This is now the default behavior. This property may be unavailable in future releases.", error: false)]
    public bool EnableUserCodeException
    {
        get => HasCapability(nameof(EnableUserCodeException));
        set => SetCapability(nameof(EnableUserCodeException), value);
    }

    /// <summary>Whether empty entries of a batch are delivered to the function; true by default.</summary>
    public bool IncludeEmptyEntriesInMessagePayload
    {
        get => HasCapability(nameof(IncludeEmptyEntriesInMessagePayload));
        set => SetCapability(nameof(IncludeEmptyEntriesInMessagePayload), value);
    }

    private bool HasCapability(string name) =>
        Capabilities.TryGetValue(name, out string? value) && bool.TryParse(value, out bool enabled) && enabled;

    private void SetCapability(string name, bool enabled)
    {
        if (enabled)
        {
            Capabilities[name] = bool.TrueString;
        }
        else
        {
            Capabilities.Remove(name);
        }
    }
}
