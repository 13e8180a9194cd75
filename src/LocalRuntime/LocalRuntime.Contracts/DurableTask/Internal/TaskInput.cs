namespace Microsoft.DurableTask;

/// <summary>The untyped input of a class-based task, as its declared type.</summary>
internal static class TaskInput
{
    /// <summary>Casts the input; an absent one becomes <c>default</c>, and it is the task that decides whether it can do without.</summary>
    /// <exception cref="ArgumentException">The input is of another type.</exception>
    public static T Cast<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(T)}'.", nameof(input)),
    };
}
