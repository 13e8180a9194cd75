using System.Diagnostics.CodeAnalysis;

namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>One of everything that a listing shows, and of what it must not show.</summary>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The dump must see them.")]
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The dump must see them.")]
[SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The dump must see them.")]
public abstract class ApiSample<T> : IDisposable
    where T : IComparable<T>
{
    public const string Text = "text";

    protected static readonly int Shared = 1;

    private readonly string? _name;

    protected ApiSample(string? name = null) => _name = name;

    public event EventHandler? Changed;

    public enum Kind
    {
        Small,
        Large = 5,
    }

    public delegate bool Visitor(T item, double weight = 0.5);

    public required T[] Items { get; init; }

    public int? Count { get; protected set; }

    internal string? Hidden => _name;

    public string this[int index] => $"{index}";

    public static bool TryGet(in int key, out string? value, ref long position, params string?[] names)
    {
        value = names.ElementAtOrDefault(key);
        position++;
        return value is not null;
    }

    public abstract Task<TResult> RunAsync<TResult>(
        IReadOnlyDictionary<string, object?> items, CancellationToken cancellation = default)
        where TResult : class, new();

    public override string ToString() => _name ?? Text;

    public void Dispose()
    {
        Changed?.Invoke(this, EventArgs.Empty);
        GC.SuppressFinalize(this);
    }

    [Obsolete("An old one.")]
    protected internal virtual void Old()
    {
    }
}
