namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What an <see cref="IInputConverter"/> is asked to convert.</summary>
public abstract class ConverterContext
{
    /// <summary>The type to convert to.</summary>
    public abstract Type TargetType { get; }

    /// <summary>The data to convert, or null when the parameter has no binding.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>What the binding attributes of the parameter say, by key.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
