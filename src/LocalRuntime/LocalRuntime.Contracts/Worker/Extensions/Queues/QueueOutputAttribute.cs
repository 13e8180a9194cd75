using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends to a storage queue; an array or list becomes one message per element.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueueOutputAttribute : OutputBindingAttribute
{
    /// <summary>Names the queue; may hold <c>%setting%</c>.</summary>
    public QueueOutputAttribute(string queueName)
    {
        QueueName = queueName;
    }

    /// <summary>The queue.</summary>
    public string QueueName { get; }

    /// <summary>The name of the connection setting; null for <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
