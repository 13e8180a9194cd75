namespace Microsoft.Azure.Functions.Worker.Core;

/// <summary>Binding data that a converter turns into a client or message type.</summary>
public abstract class ModelBindingData
{
    /// <summary>The version of the data's format.</summary>
    public abstract string Version { get; }

    /// <summary>What the data came from, such as <c>AzureStorageQueues</c>.</summary>
    public abstract string Source { get; }

    /// <summary>The data.</summary>
    public abstract BinaryData Content { get; }

    /// <summary>The media type of <see cref="Content"/>.</summary>
    public abstract string ContentType { get; }
}
