using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>Options of a <see cref="DurableTaskClient"/>, by the client's name.</summary>
public class DurableTaskClientOptions
{
    private DataConverter? _dataConverter;
    private bool? _enableEntitySupport;

    /// <summary>The version of orchestrations that are started without one; empty means unversioned.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>The converter of inputs, outputs and events; setting it to <see langword="null"/> restores the JSON default.</summary>
    [AllowNull]
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    /// <summary>Whether the client is to work with entities, and to refuse instance ids that look like an entity's.</summary>
    public bool EnableEntitySupport
    {
        get => _enableEntitySupport ?? false;
        set => _enableEntitySupport = value;
    }

    internal bool HasDataConverter => _dataConverter is not null;

    /// <summary>Hands on what was set here to more specific options, where they leave it open.</summary>
    internal void ApplyTo(DurableTaskClientOptions other)
    {
        other._dataConverter ??= _dataConverter;
        other._enableEntitySupport ??= _enableEntitySupport;
        if (!string.IsNullOrWhiteSpace(DefaultVersion))
        {
            other.DefaultVersion = DefaultVersion;
        }
    }
}
