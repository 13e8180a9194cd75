using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a Durable Task client.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; null for the app's own.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The name of the connection setting; null for the app's own.</summary>
    public string? ConnectionName { get; set; }
}
