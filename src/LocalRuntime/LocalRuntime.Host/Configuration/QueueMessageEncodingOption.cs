namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>How message bodies are written to a storage queue.</summary>
internal enum QueueMessageEncodingOption
{
    /// <summary>UTF-8 bytes as Base64 text: carries any bytes.</summary>
    Base64,

    /// <summary>The text as it is.</summary>
    None,
}
