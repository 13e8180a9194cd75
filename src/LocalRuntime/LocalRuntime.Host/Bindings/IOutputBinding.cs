using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Bindings;

/// <summary>
/// Sends what a function put into one kind of output binding. Register implementations as <c>IOutputBinding</c> singletons. An output
/// attribute without a registered binding is an "unsupported binding" at start-up.
/// </summary>
internal interface IOutputBinding
{
    /// <summary>The official type of the binding, e.g. <c>queue</c>.</summary>
    string BindingType { get; }

    /// <summary>
    /// Sends the messages in order. The invoker has already turned the value into messages as the worker does: a string as it is, bytes
    /// as they are, an array or list one message an element, anything else as JSON; it does not call for null. An exception fails the
    /// invocation.
    /// </summary>
    Task SendAsync(FunctionDescriptor function, FunctionBinding output, IReadOnlyList<BinaryData> messages, CancellationToken cancellationToken);
}
