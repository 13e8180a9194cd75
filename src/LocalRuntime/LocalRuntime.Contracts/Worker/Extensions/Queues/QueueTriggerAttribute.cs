using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Triggers a function by messages of a storage queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Names the queue; may hold <c>%setting%</c>.</summary>
    public QueueTriggerAttribute(string queueName)
    {
        QueueName = queueName;
    }

    /// <summary>The queue.</summary>
    public string QueueName { get; }

    /// <summary>The name of the connection setting; null for <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
